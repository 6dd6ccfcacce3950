import { float64Column, int32Column, uint32Column } from "./growing-column.ts";
import { createPairIndex } from "./pair-index.ts";

/**
 * A tree of calls as columns of one length `count`. Node 0 is the root. A parent comes before its
 * children, so one pass upwards sums a tree and one pass downwards places it: nothing recurses,
 * however deep the stacks are.
 */
export interface CallTree {
  readonly count: number;
  /** Node that called this one; -1 for the root. */
  readonly parents: Int32Array;
  /** Index into the frame table. */
  readonly frames: Uint32Array;
  /** Weight while this very frame was on top, in the unit of the track; negative in a difference. */
  readonly selfWeights: Float64Array;
  /** Samples while this very frame was on top: what a percentage of it may be believed by. */
  readonly selfCounts: Float64Array;
}

export interface CallTreeBuilder {
  readonly count: number;
  /** The child of `parent` with that frame; one and the same for one pair. */
  child(parent: number, frame: number): number;
  add(node: number, weight: number, count: number): void;
  build(): CallTree;
}

/** Makes trees in which siblings differ: the same stack is the same node. */
export function createCallTree(): CallTreeBuilder {
  const parents = int32Column();
  const frames = uint32Column();
  const selfWeights = float64Column();
  const selfCounts = float64Column();
  const children = createPairIndex();

  const append = (parent: number, frame: number): number => {
    parents.push(parent);
    frames.push(frame);
    selfWeights.push(0);
    selfCounts.push(0);
    return parents.length - 1;
  };
  append(-1, 0);

  return {
    get count() {
      return parents.length;
    },
    child(parent, frame) {
      // Pairs and nodes are numbered alike, but for the root, which is nobody's child.
      const node = children.intern(parent, frame) + 1;
      return node === parents.length ? append(parent, frame) : node;
    },
    add(node, weight, count) {
      selfWeights.add(node, weight);
      selfCounts.add(node, count);
    },
    build: () => ({
      count: parents.length,
      parents: parents.toArray(),
      frames: frames.toArray(),
      selfWeights: selfWeights.toArray(),
      selfCounts: selfCounts.toArray(),
    }),
  };
}
