import { assert } from "../assert.ts";
import { InvalidSamplesError } from "../errors.ts";
import { median } from "./median.ts";
import { normalQuantile } from "./normal-distribution.ts";
import { requireSamples } from "./require-samples.ts";
import { sortSamples } from "./sorted-samples.ts";

/** 32 MiB of slopes: 2,897 points. */
const PAIR_COUNT_MAX = 2 ** 22;

/** A line through points, in the units of y per x. */
export interface TheilSenLine {
  readonly slope: number;
  readonly intercept: number;
  readonly slopeLow: number;
  readonly slopeHigh: number;
  readonly confidenceRatio: number;
}

/**
 * Fits a line that up to 29 % of the points being wild cannot turn: the median of the slopes between all
 * pairs. For growth over time (leaks) and over size (scaling), where least squares follows one spike.
 *
 * @param x - points with equal x give no slope and are left out.
 * @throws {InvalidSamplesError} when fewer than two distinct x are given, the lengths differ, anything is
 *   NaN, or there are more than 2,897 points.
 *
 * @see Sen (1968), "Estimates of the Regression Coefficient Based on Kendall's Tau", equation 2.6 for the
 *   interval. The test compares with `scipy.stats.theilslopes`.
 */
export function theilSen(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  confidenceRatio = 0.95,
): TheilSenLine {
  assert(confidenceRatio > 0 && confidenceRatio < 1, "confidence ratio is outside (0, 1)");
  requireSamples(x, 2);
  requireSamples(y, 2);
  if (x.length !== y.length) {
    throw new InvalidSamplesError(`${x.length} x and ${y.length} y: give one y for each x`);
  }
  const slopes = sortSamples(pairwiseSlopes(x, y));
  const slope = median(slopes);
  const n = x.length;
  const sigma = Math.sqrt((n * (n - 1) * (2 * n + 5) - tieTermOf(x) - tieTermOf(y)) / 18);
  const reach = -normalQuantile((1 - confidenceRatio) / 2) * sigma;
  const highIndex = Math.min(Math.round((slopes.length + reach) / 2), slopes.length - 1);
  const lowIndex = Math.max(Math.round((slopes.length - reach) / 2) - 1, 0);
  return {
    slope,
    intercept: median(sortSamples(y)) - slope * median(sortSamples(x)),
    slopeLow: slopes[lowIndex]!,
    slopeHigh: slopes[highIndex]!,
    confidenceRatio,
  };
}

function pairwiseSlopes(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const pairCount = (x.length * (x.length - 1)) / 2;
  if (pairCount > PAIR_COUNT_MAX) {
    throw new InvalidSamplesError(
      `${x.length} points make ${pairCount} slopes, more than ${PAIR_COUNT_MAX}: take fewer points`,
    );
  }
  const slopes = new Float64Array(pairCount);
  let count = 0;
  for (let i = 0; i < x.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      if (x[i] === x[j]) continue;
      slopes[count] = (y[i]! - y[j]!) / (x[i]! - x[j]!);
      count += 1;
    }
  }
  if (count === 0) throw new InvalidSamplesError(`all x are ${x[0]}: a slope needs two distinct x`);
  return slopes.subarray(0, count);
}

/** Sum of t (t - 1) (2 t + 5) over the groups of t equal values. */
function tieTermOf(values: ArrayLike<number>): number {
  const countOf = new Map<number, number>();
  for (let index = 0; index < values.length; index += 1) {
    countOf.set(values[index]!, (countOf.get(values[index]!) ?? 0) + 1);
  }
  let term = 0;
  for (const t of countOf.values()) term += t * (t - 1) * (2 * t + 5);
  return term;
}
