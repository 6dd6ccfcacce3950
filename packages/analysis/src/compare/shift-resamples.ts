import { createRandom, medianInPlace, sortSamples } from "@paceline/core";
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
  const drawnBase = new Float64Array(base.length);
  const differences = new Float64Array(pairCount);
  const shifts = new Float64Array(resampleCount);
  for (let resample = 0; resample < resampleCount; resample += 1) {
    for (let index = 0; index < base.length; index += 1) {
      drawnBase[index] = base[random.nextIndex(base.length)]!;
    }
    let pair = 0;
    for (let index = 0; index < head.length; index += 1) {
      const drawnHead = head[random.nextIndex(head.length)]!;
      for (let other = 0; other < drawnBase.length; other += 1) {
        differences[pair] = drawnHead - drawnBase[other]!;
        pair += 1;
      }
    }
    shifts[resample] = medianInPlace(differences);
  }
  return sortSamples(shifts);
}
