import { medianInPlace } from "@paceline/core";

import type { TimedSamples } from "../model/profile.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";

/** A sampler's own record: at these times it saw these nodes. */
export interface TimeLine {
  /** Time of each sample in ns; may be out of order and have fractions. */
  readonly timesNs: Float64Array;
  readonly nodes: Uint32Array;
  /** When recording ended; the last sample lasts until then. */
  readonly endNs: number;
}

/**
 * Gives each sample the time until the next one. Times are rounded, not weights, so that the sum of the
 * weights is the recorded time to the nanosecond.
 *
 * Samples out of order are put in order, as Chrome's own viewer does: a weight is never negative, and
 * none is lost.
 */
export function weighTimeLine(timeLine: TimeLine, warnings: ProfileWarning[]): TimedSamples {
  const { timesNs, nodes, endNs } = inOrder(timeLine, warnings);
  const count = timesNs.length;
  const weights = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const untilNs = index + 1 < count ? timesNs[index + 1]! : Math.max(endNs, timesNs[index]!);
    weights[index] = Math.round(untilNs) - Math.round(timesNs[index]!);
  }
  return { count, startNs: Math.round(timesNs[0] ?? endNs), nodes, weights };
}

function inOrder(timeLine: TimeLine, warnings: ProfileWarning[]): TimeLine {
  const { timesNs, nodes, endNs } = timeLine;
  let deltaCount = 0;
  for (let index = 1; index < timesNs.length; index++) {
    if (timesNs[index]! < timesNs[index - 1]!) deltaCount++;
  }
  if (deltaCount === 0) return timeLine;
  warnings.push({ code: "negative-deltas", deltaCount });
  // Array.prototype.sort is stable: samples of one time stay in the order of the file.
  const order = Array.from(timesNs.keys()).sort((a, b) => timesNs[a]! - timesNs[b]!);
  return {
    timesNs: Float64Array.from(order, (index) => timesNs[index]!),
    nodes: Uint32Array.from(order, (index) => nodes[index]!),
    endNs,
  };
}

/** Median weight: the interval that the sampler really kept. Null without samples. */
export function medianWeight({ count, weights }: TimedSamples): number | null {
  if (count === 0) return null;
  return Math.round(medianInPlace(weights.slice()));
}
