import { aggregateTracks } from "../model/aggregate-tree.ts";
import { createCallTree } from "../model/call-tree.ts";
import type { CallTreeBuilder } from "../model/call-tree.ts";
import { categoryAt } from "../model/frame-table.ts";
import type { FrameTable } from "../model/frame-table.ts";
import type { Profile } from "../model/profile.ts";
import { isTopLevel } from "./union-frames.ts";
import type { UnionFrames } from "./union-frames.ts";

/** What one run had on each node of the union tree, as recorded. */
export interface RunColumns {
  readonly selfWeights: Float64Array;
  readonly selfCounts: Float64Array;
  /** Weight of the time that the thread had nothing to do, left out of the tree. */
  readonly idleWeight: number;
}

/** One tree in which every stack of every run of both sides has a node. */
export interface UnionTree {
  readonly count: number;
  readonly frames: FrameTable;
  readonly parents: Int32Array;
  readonly nodeFrames: Uint32Array;
  readonly base: readonly RunColumns[];
  readonly head: readonly RunColumns[];
}

/**
 * Lays all runs over one another by canonical names. Garbage collection and the program itself lie below
 * the root; idle time is no work, and is kept apart unless it is time that passes that was sampled.
 */
export function unionTree(
  { frames, base: baseFrames, head: headFrames }: UnionFrames,
  base: readonly Profile[],
  head: readonly Profile[],
): UnionTree {
  const builder = createCallTree();
  const place = (profile: Profile, mapping: Uint32Array): PlacedRun =>
    placeRun(profile, { frames, mapping, builder });
  const placedBase = base.map((profile, index) => place(profile, baseFrames[index]!));
  const placedHead = head.map((profile, index) => place(profile, headFrames[index]!));
  const { count, parents, frames: nodeFrames } = builder.build();
  const toColumns = ({ nodes, selfWeights, selfCounts, idleWeight }: PlacedRun): RunColumns => {
    const columns = {
      selfWeights: new Float64Array(count),
      selfCounts: new Float64Array(count),
      idleWeight,
    };
    for (const [index, node] of nodes.entries()) {
      if (node === NOWHERE) continue;
      columns.selfWeights[node]! += selfWeights[index]!;
      columns.selfCounts[node]! += selfCounts[index]!;
    }
    return columns;
  };
  return {
    count,
    frames,
    parents,
    nodeFrames,
    base: placedBase.map(toColumns),
    head: placedHead.map(toColumns),
  };
}

/** Where a node of a run goes that goes nowhere: more nodes than these are not. */
const NOWHERE = 2 ** 32 - 1;

interface PlacedRun {
  /** Node of the union for each node of the run. */
  readonly nodes: Uint32Array;
  readonly selfWeights: Float64Array;
  readonly selfCounts: Float64Array;
  readonly idleWeight: number;
}

interface Target {
  readonly frames: FrameTable;
  readonly mapping: Uint32Array;
  readonly builder: CallTreeBuilder;
}

function placeRun(profile: Profile, { frames, mapping, builder }: Target): PlacedRun {
  const tree = aggregateTracks(profile);
  const isWall = profile.tracks.some(({ mode }) => mode === "wall");
  const nodes = new Uint32Array(tree.count);
  let idleWeight = 0;
  for (let node = 1; node < tree.count; node++) {
    const frame = mapping[tree.frames[node]!]!;
    if (categoryAt(frames, frame) === "idle" && !isWall) {
      idleWeight += tree.selfWeights[node]!;
      nodes[node] = NOWHERE;
      continue;
    }
    const parent = nodes[tree.parents[node]!]!;
    const below = isTopLevel(frames, frame) || parent === NOWHERE ? 0 : parent;
    nodes[node] = builder.child(below, frame);
  }
  return { nodes, selfWeights: tree.selfWeights, selfCounts: tree.selfCounts, idleWeight };
}
