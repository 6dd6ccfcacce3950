import { mannWhitneyTail } from "./mann-whitney-exact.ts";
import { normalCdf } from "./normal-distribution.ts";
import { rankPooled } from "./rank-pooled.ts";
import { requireSamples } from "./require-samples.ts";

/**
 * Largest `first.length * second.length` for which the exact distribution is used: 50 against 50. Its
 * cost grows with the square (some 10 ms here), and the normal is good to three digits from there on.
 */
const EXACT_PAIR_COUNT_MAX = 2500;

/** What is claimed of `first` against `second` when the p-value is small. */
export type Alternative = "two-sided" | "less" | "greater";

export interface MannWhitneyResult {
  /** Pairs in which `first` is larger, ties counting half; in [0, first.length * second.length]. */
  readonly u: number;
  /** In [0, 1]. */
  readonly pValue: number;
  readonly method: "exact" | "normal";
}

/**
 * Tests whether one of two independent sets of samples tends to be larger, whatever their distributions.
 *
 * Exact without ties up to 2,500 pairs; beyond that, and with ties, the normal approximation with
 * corrections for ties and for continuity. Rounds of one process are not independent: give one value
 * per fork.
 *
 * @param method - "auto" chooses as said above. "exact" with ties is an error of the caller.
 * @throws {InvalidSamplesError} when either is empty or holds NaN.
 *
 * @see Mann & Whitney (1947), "On a Test of Whether one of Two Random Variables is Stochastically Larger
 *   than the Other". The test compares with `scipy.stats.mannwhitneyu`.
 */
export function mannWhitneyU(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  alternative: Alternative = "two-sided",
  method: "auto" | "exact" | "normal" = "auto",
): MannWhitneyResult {
  requireSamples(first);
  requireSamples(second);
  const { rankSum, tieTerm } = rankPooled(first, second);
  const pairCount = first.length * second.length;
  const u = rankSum - (first.length * (first.length + 1)) / 2;

  // The upper tail of the U that would be large if the claim held.
  const tested = {
    greater: u,
    less: pairCount - u,
    "two-sided": Math.max(u, pairCount - u),
  }[alternative];
  const isExact =
    method === "exact" || (method === "auto" && tieTerm === 0 && pairCount <= EXACT_PAIR_COUNT_MAX);
  const tail = isExact
    ? mannWhitneyTail(tested, first.length, second.length)
    : normalTail(tested, first.length, second.length, tieTerm);
  return {
    u,
    pValue: Math.min(1, alternative === "two-sided" ? 2 * tail : tail),
    method: isExact ? "exact" : "normal",
  };
}

function normalTail(u: number, n1: number, n2: number, tieTerm: number): number {
  const deviation = uStandardDeviation(n1, n2, tieTerm);
  // All samples equal: nothing speaks against their being the same.
  if (deviation === 0) return 1;
  return normalCdf(-(u - (n1 * n2) / 2 - 0.5) / deviation);
}

/**
 * Standard deviation of U when both sets come from one population.
 *
 *     sqrt(n1 n2 / 12 * (n + 1 - tieTerm / (n (n - 1)))),  tieTerm = sum over ties of t^3 - t
 *
 * @internal shared with the interval of the shift, which is this test turned round.
 */
export function uStandardDeviation(n1: number, n2: number, tieTerm: number): number {
  const n = n1 + n2;
  return Math.sqrt(((n1 * n2) / 12) * (n + 1 - tieTerm / (n * (n - 1))));
}
