import type { Support } from "./median-resamples.ts";

/** Halvings of an interval of doubles until nothing is between its ends. */
const BISECTION_STEP_COUNT = 200;

/** P(upper - lower <= bound) for independent draws from two supports, in linear time. */
export function differenceShare(upper: Support, lower: Support, bound: number): number {
  // As upper rises, the lowers that satisfy lower >= upper - bound become fewer.
  let lowerIndex = 0;
  let lowerBelow = 0;
  let share = 0;
  for (let index = 0; index < upper.values.length; index += 1) {
    const least = upper.values[index]! - bound;
    while (lowerIndex < lower.values.length && lower.values[lowerIndex]! < least) {
      lowerBelow += lower.shares[lowerIndex]!;
      lowerIndex += 1;
    }
    share += upper.shares[index]! * (1 - lowerBelow);
  }
  return Math.min(1, Math.max(0, share));
}

/** Smallest difference with at least `ratio` of the distribution at or below it. */
export function differenceQuantile(upper: Support, lower: Support, ratio: number): number {
  let low = upper.values[0]! - lower.values.at(-1)!;
  let high = upper.values.at(-1)! - lower.values[0]!;
  if (differenceShare(upper, lower, low) >= ratio) return low;
  for (let step = 0; step < BISECTION_STEP_COUNT; step += 1) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (differenceShare(upper, lower, middle) >= ratio) high = middle;
    else low = middle;
  }
  return high;
}
