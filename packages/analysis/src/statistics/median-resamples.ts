import { assert } from "@paceline/core";

/** A finite distribution: what a statistic takes, ascending, and how often. */
export interface Support {
  readonly values: Float64Array;
  /** Same length; sums to 1. */
  readonly shares: Float64Array;
}

/** Pairs of middle values grow with the square of the count; above this, the lower middle stands in. */
const EXACT_EVEN_COUNT_MAX = 40;

/**
 * The bootstrap distribution of the median, exactly: what infinitely many resamples would give. It needs
 * no seed, and its tails are right where family-wise levels lie, which some thousand draws never reach.
 *
 * A resample's median is an order statistic of draws from `samples`, so its distribution is binomial.
 * For an even count it is halfway between two neighbouring order statistics, whose joint distribution
 * is a product of two; above 40 samples the lower one alone is used.
 *
 * @param samples - one value per independent replicate (fork or run), any order, finite, not empty.
 *
 * @see Efron (1982), "The Jackknife, the Bootstrap and Other Resampling Plans", section 10.3; Maritz &
 *   Jarrett (1978), "A Note on Estimating the Variance of the Sample Median".
 */
export function medianResamples(samples: ArrayLike<number>): Support {
  const count = samples.length;
  assert(count > 0, "no samples to resample");
  const sorted = Float64Array.from(samples).sort();
  if (count % 2 === 1 || count > EXACT_EVEN_COUNT_MAX) {
    return { values: sorted, shares: singleShares(count) };
  }
  const { shares, order, lowers, uppers } = pairShares(count, sorted);
  return {
    values: Float64Array.from(
      order,
      (pair) => (sorted[lowers[pair]!]! + sorted[uppers[pair]!]!) / 2,
    ),
    shares: Float64Array.from(order, (pair) => shares[pair]!),
  };
}

const singleCache = new Map<number, Float64Array>();

/** P(median of a resample is the i-th smallest sample), from the binomial cumulative. */
function singleShares(count: number): Float64Array {
  const known = singleCache.get(count);
  if (known !== undefined) return known;
  const rank = Math.floor((count + 1) / 2);
  const shares = new Float64Array(count);
  let before = 0;
  for (let index = 0; index < count; index += 1) {
    const upTo = binomialAtLeast(rank, count, (index + 1) / count);
    shares[index] = upTo - before;
    before = upTo;
  }
  singleCache.set(count, shares);
  return shares;
}

interface Pairs {
  readonly lowers: Uint16Array;
  readonly uppers: Uint16Array;
  readonly shares: Float64Array;
}

const pairCache = new Map<number, Pairs>();

function pairShares(
  count: number,
  sorted: Float64Array,
): Pairs & { readonly order: readonly number[] } {
  const known = pairCache.get(count);
  const pairs = known ?? makePairs(count);
  if (known === undefined) pairCache.set(count, pairs);
  const { lowers, uppers } = pairs;
  const order = Array.from(lowers, (_, pair) => pair).sort(
    (a, b) =>
      sorted[lowers[a]!]! + sorted[uppers[a]!]! - (sorted[lowers[b]!]! + sorted[uppers[b]!]!),
  );
  return { ...pairs, order };
}

/** For i < j: half the draws are at most i with one at i, the other half at least j with one at j. */
function makePairs(count: number): Pairs {
  const half = count / 2;
  const pairCount = (count * (count + 1)) / 2;
  const pairs = {
    lowers: new Uint16Array(pairCount),
    uppers: new Uint16Array(pairCount),
    shares: new Float64Array(pairCount),
  };
  const ways = choose(count, half);
  let pair = 0;
  let before = 0;
  for (let lower = 0; lower < count; lower += 1) {
    const upTo = binomialAtLeast(half, count, (lower + 1) / count);
    const lowerShare = ((lower + 1) / count) ** half - (lower / count) ** half;
    const samePair = pair;
    let apart = 0;
    for (let upper = lower; upper < count; upper += 1) {
      const upperShare = ((count - upper) / count) ** half - ((count - upper - 1) / count) ** half;
      const share = upper === lower ? 0 : ways * lowerShare * upperShare;
      apart += share;
      pairs.lowers[pair] = lower;
      pairs.uppers[pair] = upper;
      pairs.shares[pair] = share;
      pair += 1;
    }
    pairs.shares[samePair] = Math.max(0, upTo - before - apart);
    before = upTo;
  }
  return pairs;
}

/** P(at least `rank` of `count` draws succeed), each with chance `ratio`. */
function binomialAtLeast(rank: number, count: number, ratio: number): number {
  if (ratio >= 1) return 1;
  let term = choose(count, rank) * ratio ** rank * (1 - ratio) ** (count - rank);
  let sum = 0;
  for (let successes = rank; successes <= count; successes += 1) {
    sum += term;
    term *= ((count - successes) / (successes + 1)) * (ratio / (1 - ratio));
  }
  return Math.min(1, sum);
}

function choose(count: number, chosen: number): number {
  let ways = 1;
  for (let index = 1; index <= chosen; index += 1) ways *= (count - chosen + index) / index;
  return ways;
}
