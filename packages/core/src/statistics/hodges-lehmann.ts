import { assert } from "../assert.ts";
import { InvalidSamplesError } from "../errors.ts";
import type { Bounds } from "./bounds.ts";
import { mannWhitneyCounts } from "./mann-whitney-exact.ts";
import { uStandardDeviation } from "./mann-whitney-u.ts";
import { median } from "./median.ts";
import { normalQuantile } from "./normal-distribution.ts";
import { rankPooled } from "./rank-pooled.ts";
import { requireSamples } from "./require-samples.ts";
import { sortSamples } from "./sorted-samples.ts";

/** As for the test that this interval turns round. */
const EXACT_PAIR_COUNT_MAX = 2500;

/** 32 MiB of differences; more samples than that need no exact median of all pairs. */
const PAIR_COUNT_MAX = 2 ** 22;

/** How far `first` lies above `second`, in their unit. */
export interface LocationShift extends Bounds {
  readonly shift: number;
  /** What was asked for. The exact interval covers at least that. */
  readonly confidenceRatio: number;
  readonly method: "exact" | "normal";
}

/**
 * The typical difference between two independent sets of samples, with its interval: the median of all
 * differences of a sample of `first` and one of `second`.
 *
 * It goes with the Mann-Whitney test: the interval holds the shifts that the test would not reject. It
 * is not the difference of the medians, which is far less precise for samples of few distinct values.
 * With too few samples no shift can be rejected, and the interval is unbounded.
 *
 * @throws {InvalidSamplesError} when either is empty or holds NaN, or when there are more than 4,194,304
 *   pairs.
 *
 * @see Hodges & Lehmann (1963), "Estimates of Location Based on Rank Tests"; Hollander, Wolfe & Chicken
 *   (2014), "Nonparametric Statistical Methods", sections 4.2 and 4.3.
 */
export function hodgesLehmann(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  confidenceRatio = 0.95,
): LocationShift {
  assert(confidenceRatio > 0 && confidenceRatio < 1, "confidence ratio is outside (0, 1)");
  requireSamples(first);
  requireSamples(second);
  const pairCount = first.length * second.length;
  if (pairCount > PAIR_COUNT_MAX) {
    throw new InvalidSamplesError(
      `${first.length} by ${second.length} samples make ${pairCount} pairs, more than ${PAIR_COUNT_MAX}: give one value per fork, not per round`,
    );
  }
  const differences = new Float64Array(pairCount);
  for (let i = 0; i < first.length; i += 1) {
    for (let j = 0; j < second.length; j += 1) {
      differences[i * second.length + j] = first[i]! - second[j]!;
    }
  }
  const sorted = sortSamples(differences);
  // Ties across the two sets vanish at any other shift; only those within a set remain.
  const tieTerm = rankPooled(first, []).tieTerm + rankPooled(second, []).tieTerm;
  const isExact = tieTerm === 0 && pairCount <= EXACT_PAIR_COUNT_MAX;
  const tail = (1 - confidenceRatio) / 2;
  const outside = isExact
    ? exactOutsideCount(first.length, second.length, tail)
    : Math.floor(
        // Half a count is the test's continuity correction.
        (pairCount + 1) / 2 +
          normalQuantile(tail) * uStandardDeviation(first.length, second.length, tieTerm),
      );
  return {
    shift: median(sorted),
    low: outside > 0 ? sorted[outside - 1]! : -Infinity,
    high: outside > 0 ? sorted[pairCount - outside]! : Infinity,
    confidenceRatio,
    method: isExact ? "exact" : "normal",
  };
}

/** Largest count c with P(U <= c - 1) <= tail: that many differences may lie outside on each side. */
function exactOutsideCount(n1: number, n2: number, tail: number): number {
  const counts = mannWhitneyCounts(n1, n2);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let cumulative = 0;
  let outside = 0;
  while (outside < counts.length) {
    cumulative += counts[outside]!;
    if (cumulative / total > tail) break;
    outside += 1;
  }
  return outside;
}
