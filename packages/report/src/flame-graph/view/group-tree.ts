import type { TrackKey } from "./flame-document.ts";
import type { FlameModel } from "./flame-model.ts";
import { createMergedNodes } from "./merge-nodes.ts";
import { sumTracks } from "./view-tree.ts";
import type { TreeSums, ViewTree } from "./view-tree.ts";

/** Frames of groups are numbered after those of the model. */
export interface GroupedTree {
  readonly tree: ViewTree;
  /** Names of the groups; that of frame `model.frames.count + index`. */
  readonly groupNames: readonly string[];
}

/** More groups than this are not told apart by anybody; the rest shares the last one. */
const GROUP_COUNT_MAX = 64;
const OTHER_GROUP = "(others)";

/** Tracks by the value of a label, in order of first appearance. */
export function groupTracks(
  { header }: FlameModel,
  key: TrackKey,
): { readonly groupOf: readonly number[]; readonly groupNames: readonly string[] } {
  const groupNames: string[] = [];
  const groupOf = header.tracks.map((track) => {
    const value = track[key];
    const name = value === null ? `(no ${key})` : `${key} ${value}`;
    const known = groupNames.indexOf(name);
    if (known !== -1) return known;
    if (groupNames.length < GROUP_COUNT_MAX - 1) return groupNames.push(name) - 1;
    const isFirst = groupNames.length === GROUP_COUNT_MAX - 1;
    return isFirst ? groupNames.push(OTHER_GROUP) - 1 : GROUP_COUNT_MAX - 1;
  });
  return { groupOf, groupNames };
}

/** The tree with a level below the root: a frame for each worker, agent or process, and its stacks below it. */
export function groupTree(model: FlameModel, key: TrackKey, hasIdle: boolean): GroupedTree {
  const { groupOf, groupNames } = groupTracks(model, key);
  const { nodes, frames } = model;
  const merged = createMergedNodes(nodes.frames[0]!, frames.count + groupNames.length);
  const parts = groupNames.map((_, group) => {
    const sums = sumTracks(model, (track) => groupOf[track] === group, hasIdle);
    const target = new Int32Array(nodes.count).fill(-1);
    target[0] = merged.child(0, frames.count + group);
    for (let node = 1; node < nodes.count; node++)
      if (sums.totalCounts[node]! > 0 || sums.totalWeights[node]! > 0)
        target[node] = merged.child(target[nodes.parents[node]!]!, nodes.frames[node]!);
    return { sums, target };
  });
  const columns = merged.columns();
  const sums = emptySums(merged.count);
  for (const { sums: part, target } of parts) {
    for (let node = 0; node < nodes.count; node++) {
      const at = target[node]!;
      if (at === -1) continue;
      sums.selfWeights[at] = part.selfWeights[node]!;
      sums.selfCounts[at] = part.selfCounts[node]!;
      sums.totalWeights[at] = part.totalWeights[node]!;
      sums.totalCounts[at] = part.totalCounts[node]!;
    }
    sums.totalWeights[0]! += part.totalWeights[0]!;
    sums.totalCounts[0]! += part.totalCounts[0]!;
  }
  return { tree: { count: merged.count, ...columns, sums, baseSums: null }, groupNames };
}

const emptySums = (count: number): TreeSums => ({
  selfWeights: new Float64Array(count),
  selfCounts: new Float64Array(count),
  totalWeights: new Float64Array(count),
  totalCounts: new Float64Array(count),
});
