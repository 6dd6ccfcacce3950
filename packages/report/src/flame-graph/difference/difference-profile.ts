import { BASE_TRACK, HEAD_TRACK, NO_META, NO_LABELS } from "@paceline/profile";
import type { Profile, ProfileDiff, Track } from "@paceline/profile";

/** Both sides of a difference as tracks of one tree, with the weights as they are: for drawing, not for writing. */
export function differenceProfile({ tree, frames, unit }: ProfileDiff): Profile {
  const trackOf = (name: string, selfWeights: Float64Array, counts: Float64Array): Track => ({
    name,
    labels: NO_LABELS,
    mode: "unknown",
    sampleType: "difference",
    unit,
    period: null,
    startNs: 0,
    endNs: 0,
    tree: {
      count: tree.count,
      parents: tree.parents,
      frames: tree.frames,
      selfWeights,
      selfCounts: selfOf(tree.parents, counts),
    },
    samples: null,
    lineTicks: null,
  });
  return {
    frames,
    tracks: [
      trackOf(BASE_TRACK, tree.baseSelf, tree.baseCounts),
      trackOf(HEAD_TRACK, tree.headSelf, tree.headCounts),
    ],
    meta: { ...NO_META, format: "difference" },
    warnings: [],
  };
}

/** Takes what is below a node from what is in and below it. */
function selfOf(parents: Int32Array, totals: Float64Array): Float64Array {
  const self = totals.slice();
  for (let node = 1; node < totals.length; node++) self[parents[node]!]! -= totals[node]!;
  return self;
}
