import type { TrackKey } from "./flame-document.ts";
import type { FlameModel } from "./flame-model.ts";
import { groupTracks } from "./group-tree.ts";
import { sumTracks } from "./view-tree.ts";

/** A node of which no group bears this share is of several. */
const DOMINANT_SHARE_MIN = 0.8;

export const SEVERAL_GROUPS = -1;

/**
 * For each node of the model the worker, agent or process that it mostly ran for; {@link SEVERAL_GROUPS} where no one
 * of them bears four fifths.
 */
export function dominantGroups(
  model: FlameModel,
  key: TrackKey,
): { readonly groups: Int32Array; readonly groupNames: readonly string[] } {
  const { groupOf, groupNames } = groupTracks(model, key);
  const totals = sumTracks(model, () => true, true).totalWeights;
  const groups = new Int32Array(model.nodes.count).fill(SEVERAL_GROUPS);
  for (const group of groupNames.keys()) {
    const { totalWeights } = sumTracks(model, (track) => groupOf[track] === group, true);
    for (let node = 0; node < groups.length; node++)
      if (totalWeights[node]! > 0 && totalWeights[node]! >= DOMINANT_SHARE_MIN * totals[node]!)
        groups[node] = group;
  }
  return { groups, groupNames };
}
