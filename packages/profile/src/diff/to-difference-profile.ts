import type { CallTree } from "../model/call-tree.ts";
import { NO_META } from "../model/profile.ts";
import type { Profile, Track } from "../model/profile.ts";
import { BASE_TRACK, HEAD_TRACK } from "../model/sides.ts";
import { NO_HEAD } from "../model/track-builder.ts";
import type { ProfileDiff } from "./diff-profiles.ts";

/** The smaller side has at least this much, so that rounding to whole weights is below a millionth of it. */
const WEIGHT_MIN = 1e9;

/** 10^15 is the last power of ten below 2^53. */
const WEIGHT_MAX = 1e15;

/**
 * A difference as a profile with the tracks `base` and `head`, to write as pprof or folded stacks. Both are
 * per the same number of operations, a power of ten, which `meta.operationCount` says; their weights are
 * rounded so that the sums are kept.
 */
export function toDifferenceProfile({ tree, frames, unit, normalization }: ProfileDiff): Profile {
  const scale = scaleFor(tree.baseTotal[0]!, tree.headTotal[0]!);
  const trackOf = (name: string, selfWeights: Float64Array, counts: Float64Array): Track => ({
    ...NO_HEAD,
    name,
    mode: unit === "bytes" ? "heap" : "unknown",
    sampleType: unit === "ns" ? "cpu" : unit === "bytes" ? "inuse_space" : "samples",
    unit,
    tree: {
      count: tree.count,
      parents: tree.parents,
      frames: tree.frames,
      selfWeights: toWhole(selfWeights, scale),
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
    meta: {
      ...NO_META,
      format: "difference",
      operationCount: normalization === "per-operation" ? scale : null,
    },
    warnings: [],
  };
}

function scaleFor(baseTotal: number, headTotal: number): number {
  const [small, large] = [Math.min(baseTotal, headTotal), Math.max(baseTotal, headTotal)];
  if (large === 0) return 1;
  const wanted = Math.ceil(Math.log10(WEIGHT_MIN / (small > 0 ? small : large)));
  const most = Math.floor(Math.log10(WEIGHT_MAX / large));
  return 10 ** Math.max(0, Math.min(wanted, most));
}

/** Rounds running sums, not weights. */
function toWhole(weights: Float64Array, scale: number): Float64Array {
  let exactSum = 0;
  let wholeSum = 0;
  return weights.map((weight) => {
    exactSum += weight * scale;
    const whole = Math.max(0, Math.round(exactSum) - wholeSum);
    wholeSum += whole;
    return whole;
  });
}

/** Takes what is below a node from what is in and below it. */
function selfOf(parents: CallTree["parents"], totals: Float64Array): Float64Array {
  const self = totals.slice();
  for (let node = 1; node < totals.length; node++) self[parents[node]!]! -= totals[node]!;
  return self;
}
