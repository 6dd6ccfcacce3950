import { assert, normalQuantile } from "@paceline/core";

/** A share of trials, with how far the truth may be from it. */
export interface Share {
  readonly count: number;
  readonly trialCount: number;
  /** count / trialCount; 0 when there were no trials. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly confidenceRatio: number;
}

/**
 * How sure a count of successes makes us of their rate. Unlike the normal interval it stays inside
 * [0, 1] and does not shrink to nothing when no success was seen.
 *
 * @param trialCount - 0 gives the interval [0, 1]: nothing is known.
 *
 * @see Wilson (1927), "Probable Inference, the Law of Succession, and Statistical Inference".
 */
export function wilsonInterval(count: number, trialCount: number, confidenceRatio = 0.95): Share {
  assert(count >= 0 && count <= trialCount, `${count} successes in ${trialCount} trials`);
  if (trialCount === 0) return { count, trialCount, ratio: 0, low: 0, high: 1, confidenceRatio };
  const z = normalQuantile((1 + confidenceRatio) / 2);
  const ratio = count / trialCount;
  const denominator = 1 + (z * z) / trialCount;
  const center = (ratio + (z * z) / (2 * trialCount)) / denominator;
  const half =
    (z / denominator) *
    Math.sqrt((ratio * (1 - ratio)) / trialCount + (z * z) / (4 * trialCount * trialCount));
  return {
    count,
    trialCount,
    ratio,
    low: count === 0 ? 0 : center - half,
    high: count === trialCount ? 1 : center + half,
    confidenceRatio,
  };
}
