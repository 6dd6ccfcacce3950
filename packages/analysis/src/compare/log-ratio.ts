import { excursionFactor } from "../change-points/carry-over.ts";
import { hodgesLehmann, mean, quantile, studentTAbove, studentTTail } from "@paceline/core";
import type { SortedSamples } from "@paceline/core";

import { shiftResamples } from "./shift-resamples.ts";
import { squaredErrorOf } from "./squared-error.ts";
import type { SquaredError } from "./squared-error.ts";

/** Everything that verdicts need about log(head / base), before the family's level is known. */
export interface LogRatio {
  /** Log of the median ratio over all pairs of a head and a base replicate. */
  readonly estimate: number;
  readonly spread: SquaredError["spread"];
  /** Standard error of the difference of mean logs, and its degrees of freedom (Welch). */
  readonly standardError: number;
  /** The part of its square that more replicates do not make smaller: what was taken out of both sides together. */
  readonly sharedSquaredError: number;
  readonly degreesOfFreedom: number;
  readonly meanDifference: number;
  /** The estimate of each resample, made when first asked for; null when there were none. */
  resamples(): SortedSamples | null;
}

/** Ends of an interval of log(head / base). */
export interface LogBounds {
  readonly low: number;
  readonly high: number;
}

export interface LogRatioOptions {
  /** See {@link squaredErrorOf}. */
  readonly suiteVariance?: number | null;
  /** How much of one replicate's deviation carries over to the next on its side, in [0, 1). */
  readonly carry?: number;
  /** Squared error of what was taken out of both sides together. */
  readonly sharedSquaredError?: number;
}

const SEED = 0x9ace;

/** No verdict is reached at a larger level, so resampling could not change one. */
export const ERROR_RATIO_MAX = 0.1;

/**
 * Ratio of medians, by cluster bootstrap over replicates and by Welch's t on their logarithms at once.
 *
 * The value of a replicate is the median of its rounds. The ratio is the median over all pairs of
 * replicates (Hodges & Lehmann), not the quotient of two medians over replicates: forks often come in
 * two kinds, and the median of such a mixture jumps from one to the other.
 *
 * The bootstrap follows the shape of the data but cannot look beyond the replicates it has: with five
 * forks it knows no tail of one in a thousand, which is what twenty benchmarks need. Welch's t knows
 * that tail but assumes a shape. An interval is the hull of both, a p-value the larger of both, so a
 * verdict needs the agreement of the two.
 *
 * @param base - positive, one per replicate; not empty. Likewise `head`.
 *
 * @see Hodges & Lehmann (1963), "Estimates of Location Based on Rank Tests"; Welch (1947), "The
 *   Generalization of 'Student's' Problem".
 */
export function logRatio(
  base: readonly number[],
  head: readonly number[],
  { suiteVariance = null, carry = 0, sharedSquaredError = 0 }: LogRatioOptions = {},
): LogRatio {
  const baseLogs = base.map(Math.log);
  const headLogs = head.map(Math.log);
  const errors = [
    squaredErrorOf(baseLogs, headLogs, suiteVariance, carry),
    squaredErrorOf(headLogs, baseLogs, suiteVariance, carry),
  ].map((side, index) => {
    // A mean of replicates that follow each other strays farther than one of independent ones.
    const isMean = (index === 0 ? base : head).length > 1;
    const factor = isMean ? excursionFactor(carry) : 1;
    return { ...side, squaredError: factor * side.squaredError };
  });
  const ownSquaredError = errors.reduce((sum, side) => sum + side.squaredError, 0);
  const denominator = errors.reduce(
    (sum, side) => sum + side.squaredError ** 2 / side.degreesOfFreedom,
    0,
  );
  return {
    estimate: hodgesLehmann(headLogs, baseLogs).shift,
    spread: errors.find(({ spread }) => spread !== "measured")?.spread ?? "measured",
    standardError: Math.sqrt(ownSquaredError + sharedSquaredError),
    sharedSquaredError,
    degreesOfFreedom: denominator > 0 ? ownSquaredError ** 2 / denominator : Infinity,
    meanDifference: mean(headLogs) - mean(baseLogs),
    resamples: once(() => shiftResamples(baseLogs, headLogs, SEED)),
  };
}

/**
 * The interval of log(head / base) that misses the truth with at most the chance `errorRatio`.
 *
 * @param errorRatio - both sides together, in (0, 1).
 */
export function logBounds(ratio: LogRatio, errorRatio: number): LogBounds {
  const { estimate, meanDifference, standardError, degreesOfFreedom } = ratio;
  const half =
    standardError === 0 ? 0 : standardError * studentTAbove(errorRatio / 2, degreesOfFreedom);
  const low = Math.min(estimate, meanDifference - half);
  const high = Math.max(estimate, meanDifference + half);
  const resamples = ratio.resamples();
  if (resamples === null) return { low, high };
  return {
    low: Math.min(low, quantile(resamples, errorRatio / 2)),
    high: Math.max(high, quantile(resamples, 1 - errorRatio / 2)),
  };
}

/**
 * Chance of an interval wholly beyond ±`logThreshold` in the direction seen, were there no change.
 * Above {@link ERROR_RATIO_MAX} it is a lower bound, since it decides nothing there.
 */
export function changePValue(ratio: LogRatio, logThreshold: number): number {
  const sign = ratio.estimate > 0 ? 1 : -1;
  if (sign * ratio.estimate <= logThreshold) return 1;
  const pValue = 2 * welchTail(ratio, sign * ratio.meanDifference - logThreshold);
  if (pValue > ERROR_RATIO_MAX) return Math.min(1, pValue);
  return Math.min(1, Math.max(pValue, 2 * resampledTail(ratio, sign, logThreshold)));
}

/** Chance of an interval wholly inside ±`logThreshold`, were there a change beyond it; likewise. */
export function samePValue(ratio: LogRatio, logThreshold: number): number {
  if (Math.abs(ratio.estimate) >= logThreshold) return 1;
  const pValue = 2 * welchTail(ratio, logThreshold - Math.abs(ratio.meanDifference));
  if (pValue > ERROR_RATIO_MAX || ratio.resamples() === null) return Math.min(1, pValue);
  // Outside on either side: what lies at or below the bound, seen from that side, is inside.
  const outside = Math.max(
    1 - resampledTail(ratio, 1, logThreshold),
    1 - resampledTail(ratio, -1, logThreshold),
  );
  return Math.min(1, Math.max(pValue, 2 * outside));
}

function welchTail({ standardError, degreesOfFreedom }: LogRatio, distance: number): number {
  if (standardError === 0) return distance > 0 ? 0 : 1;
  return studentTTail(distance / standardError, degreesOfFreedom);
}

/** Share of resamples whose estimate, seen in the direction of `sign`, is at most `bound`. */
function resampledTail(ratio: LogRatio, sign: 1 | -1, bound: number): number {
  const resamples = ratio.resamples();
  if (resamples === null) return 0;
  let count = 0;
  for (const shift of resamples) count += Number(sign * shift <= bound);
  return count / resamples.length;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
