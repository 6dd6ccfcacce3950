import { createCallTree } from "./call-tree.ts";
import type { CallTreeBuilder } from "./call-tree.ts";
import { float64Column, uint32Column } from "./growing-column.ts";
import { NO_LABELS } from "./profile.ts";
import type { Track } from "./profile.ts";

/** What a track says of itself, beside its tree. */
export type TrackHead = Omit<Track, "tree" | "samples" | "lineTicks">;

export const NO_HEAD: TrackHead = Object.freeze({
  name: "",
  labels: NO_LABELS,
  mode: "unknown",
  sampleType: "samples",
  unit: "count",
  period: null,
  startNs: 0,
  endNs: 0,
});

/** Fills a track sample by sample, from files that hold one stack per sample. */
export interface TrackBuilder {
  readonly tree: CallTreeBuilder;
  /** Node of a stack of frames, outermost first; only the first `depth` of `stack` count. */
  nodeOf(stack: ArrayLike<number>, depth?: number): number;
  /**
   * Adds a sample, the next one in time. A weight with a fraction is rounded so that the sum of all so
   * far is right: no sum is off by more than half a unit, however many samples there are.
   */
  add(node: number, weight: number, count?: number): void;
  /** Samples whose weight was no whole number. */
  readonly roundedCount: number;
  build(head: TrackHead): Track;
}

/** @param isTimed - whether the samples are kept in order, as well as summed. */
export function createTrackBuilder(isTimed: boolean): TrackBuilder {
  const tree = createCallTree();
  const sampleNodes = uint32Column();
  const weights = float64Column();
  // The stack before, with its nodes: most of a stack is that of the sample before it.
  const lastFrames = uint32Column();
  const lastNodes = uint32Column();
  let exactSum = 0;
  let wholeSum = 0;
  let roundedCount = 0;
  let lastDepth = 0;

  return {
    tree,
    get roundedCount() {
      return roundedCount;
    },
    nodeOf(stack, depth = stack.length) {
      let level = 0;
      while (level < depth && level < lastDepth && lastFrames.get(level) === stack[level]) level++;
      let node = level === 0 ? 0 : lastNodes.get(level - 1);
      for (; level < depth; level++) {
        // Some writers begin each stack with a root of their own.
        node = node === 0 && stack[level] === 0 ? 0 : tree.child(node, stack[level]!);
        if (level === lastFrames.length) {
          lastFrames.push(stack[level]!);
          lastNodes.push(node);
        } else {
          lastFrames.set(level, stack[level]!);
          lastNodes.set(level, node);
        }
      }
      lastDepth = depth;
      return node;
    },
    add(node, weight, count = 1) {
      let whole = weight;
      if (!Number.isInteger(weight) || exactSum !== wholeSum) {
        exactSum += weight;
        whole = Math.round(exactSum) - wholeSum;
        if (!Number.isInteger(weight)) roundedCount++;
      } else {
        exactSum += weight;
      }
      wholeSum += whole;
      tree.add(node, whole, count);
      if (!isTimed) return;
      sampleNodes.push(node);
      weights.push(whole);
    },
    build: (head) => ({
      ...head,
      tree: tree.build(),
      samples: isTimed
        ? {
            count: weights.length,
            startNs: head.startNs,
            nodes: sampleNodes.toArray(),
            weights: weights.toArray(),
          }
        : null,
      lineTicks: null,
    }),
  };
}
