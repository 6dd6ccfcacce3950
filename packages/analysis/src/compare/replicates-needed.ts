import { studentTTail } from "@paceline/core";

import type { LogRatio } from "./log-ratio.ts";

/** More are not worth their time: pairs tell such a change sooner. */
const COUNT_MAX = 100;

/**
 * How many replicates a side would decide a comparison if they scattered and differed as those at hand do: beyond the
 * threshold, or inside it. A rough answer for a reader, by Welch's t alone; `planForks` simulates.
 *
 * @param count - replicates of the smaller side, from which most of the error comes.
 * @param errorRatio - level of the verdict, both sides together.
 * @returns null when 100 would not do.
 */
export function replicatesNeeded(
  ratio: LogRatio,
  logThreshold: number,
  count: number,
  errorRatio: number,
): number | null {
  const margin = Math.abs(logThreshold - Math.abs(ratio.meanDifference));
  const isEnough = (needed: number): boolean => {
    const growth = needed / count;
    const own = ratio.standardError ** 2 - ratio.sharedSquaredError;
    const standardError = Math.sqrt(own / growth + ratio.sharedSquaredError);
    const tail = studentTTail(margin / standardError, ratio.degreesOfFreedom * growth);
    return 2 * tail <= errorRatio;
  };
  if (count >= COUNT_MAX || !isEnough(COUNT_MAX)) return null;
  let low = count;
  let high = COUNT_MAX;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
