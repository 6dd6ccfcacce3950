import type { FlameModel } from "./flame-model.ts";

/** Weight and samples of each node itself, and of it with all below it: columns of one length. */
export interface TreeSums {
  readonly selfWeights: Float64Array;
  readonly selfCounts: Float64Array;
  readonly totalWeights: Float64Array;
  readonly totalCounts: Float64Array;
}

/** A tree that a picture is made of. Parents come before their children; node 0 is the root. */
export interface ViewTree {
  readonly count: number;
  readonly parents: Int32Array;
  /** Index of the frame's words; beyond the model's frames there may be groups. */
  readonly frames: Uint32Array;
  /** What is drawn; of a difference, the head. */
  readonly sums: TreeSums;
  /** Of a difference, the base. */
  readonly baseSums: TreeSums | null;
}

/** Which entries of the model go into a tree: all tracks, or some. */
export type TrackFilter = (track: number) => boolean;

/** The whole tree of the model with the sums of all tracks; of a difference, of each side. */
export function viewTreeOf(model: FlameModel, hasIdle: boolean): ViewTree {
  const { nodes, header } = model;
  const isHead: TrackFilter = (track) => header.difference === null || track === 1;
  return {
    count: nodes.count,
    parents: nodes.parents,
    frames: nodes.frames,
    sums: sumTracks(model, isHead, hasIdle),
    baseSums: header.difference === null ? null : sumTracks(model, (track) => track === 0, hasIdle),
  };
}

/** Sums of the entries of some tracks, with or without the time in which a thread had nothing to do. */
export function sumTracks(
  { nodes, entries, isIdle }: FlameModel,
  includes: TrackFilter,
  hasIdle: boolean,
): TreeSums {
  const selfWeights = new Float64Array(nodes.count);
  const selfCounts = new Float64Array(nodes.count);
  for (let entry = 0; entry < entries.count; entry++) {
    if (!includes(entries.tracks[entry]!)) continue;
    const node = entries.nodes[entry]!;
    if (!hasIdle && isIdle[node] === 1) continue;
    selfWeights[node]! += entries.weights[entry]!;
    selfCounts[node]! += entries.sampleCounts[entry]!;
  }
  return {
    selfWeights,
    selfCounts,
    totalWeights: totalsOf(nodes.parents, selfWeights),
    totalCounts: totalsOf(nodes.parents, selfCounts),
  };
}

/** Adds to each node what is below it, in one pass from the leaves. */
export function totalsOf(parents: Int32Array, selfValues: Float64Array): Float64Array {
  const totals = selfValues.slice();
  for (let node = parents.length - 1; node > 0; node--) totals[parents[node]!]! += totals[node]!;
  return totals;
}

/** What the width of a box stands for. Of a profile only `head` makes sense: its own weight. */
export type WidthOf = "head" | "base" | "change";

/**
 * Width of each node, in units of weight. Of changes it is the sum of all increases and all decreases of self weight
 * at and below the node, which nothing cancels. @see pprof's documentation, "Comparing profiles"
 */
export function widthsOf(tree: ViewTree, widthOf: WidthOf): Float64Array {
  const { sums, baseSums, parents } = tree;
  if (baseSums === null || widthOf === "head") return sums.totalWeights;
  if (widthOf === "base") return baseSums.totalWeights;
  const changes = sums.selfWeights.map((weight, node) =>
    Math.abs(weight - baseSums.selfWeights[node]!),
  );
  return totalsOf(parents, changes);
}
