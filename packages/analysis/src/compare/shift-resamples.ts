import { createRandom, sortSamples } from "@paceline/core";
import type { SortedSamples } from "@paceline/core";

/** Differences computed per comparison: under a second for a suite of hundreds. */
const WORK_MAX = 20_000;
const RESAMPLE_COUNT_MIN = 200;
const RESAMPLE_COUNT_MAX = 1000;
/** Beyond so many pairs of replicates their mean is normal enough for Welch's t to speak alone. */
const PAIR_COUNT_MAX = 900;

/**
 * Cluster bootstrap of the Hodges-Lehmann shift: whole replicates are drawn again on each side, and the
 * median of all differences is taken each time.
 *
 * @param base - logarithms, one per replicate. Likewise `head`.
 * @param seed - the same seed and replicates give the same interval everywhere.
 * @returns null for a single replicate, which cannot be drawn again, and for more than 900 pairs.
 *
 * @see Davison & Hinkley (1997), "Bootstrap Methods and their Application", section 3.8, for resampling
 *   whole clusters only.
 */
export function shiftResamples(
  base: readonly number[],
  head: readonly number[],
  seed: number,
): SortedSamples | null {
  const pairCount = base.length * head.length;
  if (base.length < 2 || head.length < 2 || pairCount > PAIR_COUNT_MAX) return null;
  const resampleCount = Math.min(
    RESAMPLE_COUNT_MAX,
    Math.max(RESAMPLE_COUNT_MIN, Math.floor(WORK_MAX / pairCount)),
  );
  const random = createRandom(seed);
  const pairs = sortedPairs(base, head);
  const baseCounts = new Int32Array(base.length);
  const headCounts = new Int32Array(head.length);
  const shifts = new Float64Array(resampleCount);
  for (let resample = 0; resample < resampleCount; resample += 1) {
    baseCounts.fill(0);
    headCounts.fill(0);
    for (let drawn = 0; drawn < base.length; drawn += 1) {
      baseCounts[random.nextIndex(base.length)]! += 1;
    }
    for (let drawn = 0; drawn < head.length; drawn += 1) {
      headCounts[random.nextIndex(head.length)]! += 1;
    }
    shifts[resample] = medianDifference(pairs, baseCounts, headCounts);
  }
  return sortSamples(shifts);
}

/** All differences of a head and a base replicate, ascending, and which two each is of. */
interface SortedPairs {
  readonly differences: Float64Array;
  readonly baseOf: Int32Array;
  readonly headOf: Int32Array;
}

function sortedPairs(base: readonly number[], head: readonly number[]): SortedPairs {
  const pairs = head
    .flatMap((headValue, headIndex) =>
      base.map((baseValue, baseIndex) => ({
        difference: headValue - baseValue,
        baseIndex,
        headIndex,
      })),
    )
    .sort((a, b) => a.difference - b.difference);
  return {
    differences: Float64Array.from(pairs, ({ difference }) => difference),
    baseOf: Int32Array.from(pairs, ({ baseIndex }) => baseIndex),
    headOf: Int32Array.from(pairs, ({ headIndex }) => headIndex),
  };
}

/**
 * Median difference of a resample. A resample has the differences there are, each as often as its two replicates were drawn
 * together; so they are sorted once for all resamples, and counted here up to the middle.
 */
function medianDifference(
  { differences, baseOf, headOf }: SortedPairs,
  baseCounts: Int32Array,
  headCounts: Int32Array,
): number {
  const lowerRank = (differences.length - 1) >> 1;
  const upperRank = differences.length >> 1;
  let index = 0;
  let seen = headCounts[headOf[0]!]! * baseCounts[baseOf[0]!]!;
  while (seen <= lowerRank) {
    index += 1;
    seen += headCounts[headOf[index]!]! * baseCounts[baseOf[index]!]!;
  }
  const lower = differences[index]!;
  while (seen <= upperRank) {
    index += 1;
    seen += headCounts[headOf[index]!]! * baseCounts[baseOf[index]!]!;
  }
  return lower + (differences[index]! - lower) / 2;
}
