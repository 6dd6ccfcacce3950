import { assert } from "@paceline/core";

import { createCallTree } from "./call-tree.ts";
import type { CallTree } from "./call-tree.ts";
import type { Profile, Track, WeightUnit } from "./profile.ts";

/** A call tree with what was spent below each node as well. Siblings are of different functions. */
export interface AggregatedTree extends CallTree {
  readonly unit: WeightUnit;
  /** Weight of the node and all below it. */
  readonly totalWeights: Float64Array;
  /** Samples of the node and all below it. */
  readonly totalCounts: Float64Array;
  /** 0 for the root. */
  readonly depths: Uint32Array;
}

/**
 * One tree of several tracks: equal stacks of functions become one node, whatever line they were on.
 *
 * @param tracks - of `profile`, at least one, all of one unit.
 */
export function aggregateTracks(
  { frames, tracks: all }: Profile,
  tracks: readonly Track[] = all,
): AggregatedTree {
  const unit = tracks[0]?.unit ?? "count";
  assert(
    tracks.every((track) => track.unit === unit),
    "tracks of different units have no sum",
  );
  const merged = createCallTree();
  for (const { tree } of tracks) {
    const nodes = new Uint32Array(tree.count);
    merged.add(0, tree.selfWeights[0]!, tree.selfCounts[0]!);
    for (let node = 1; node < tree.count; node++) {
      const mergedParent = nodes[tree.parents[node]!]!;
      const mergedNode = merged.child(mergedParent, frames.functions[tree.frames[node]!]!);
      nodes[node] = mergedNode;
      merged.add(mergedNode, tree.selfWeights[node]!, tree.selfCounts[node]!);
    }
  }
  return withTotals(merged.build(), unit);
}

/** Adds the columns that follow from the others. */
export function withTotals(tree: CallTree, unit: WeightUnit): AggregatedTree {
  const totalWeights = tree.selfWeights.slice();
  const totalCounts = tree.selfCounts.slice();
  const depths = new Uint32Array(tree.count);
  for (let node = tree.count - 1; node > 0; node--) {
    const parent = tree.parents[node]!;
    totalWeights[parent]! += totalWeights[node]!;
    totalCounts[parent]! += totalCounts[node]!;
  }
  for (let node = 1; node < tree.count; node++) depths[node] = depths[tree.parents[node]!]! + 1;
  return { ...tree, unit, totalWeights, totalCounts, depths };
}
