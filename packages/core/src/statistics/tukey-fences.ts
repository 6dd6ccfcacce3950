import { quartiles } from "./quartiles.ts";
import type { SortedSamples } from "./sorted-samples.ts";

const MILD_IQR_REACH = 1.5;
const SEVERE_IQR_REACH = 3;

/** Bounds outside which a sample is unusual, in the unit of the samples, and how many are. */
export interface TukeyFences {
  readonly lowSevere: number;
  readonly lowMild: number;
  readonly highMild: number;
  readonly highSevere: number;
  /** Each sample is counted once: severe ones are not also mild. */
  readonly lowSevereCount: number;
  readonly lowMildCount: number;
  readonly highMildCount: number;
  readonly highSevereCount: number;
}

/**
 * Tukey's inner (1.5 IQR) and outer (3 IQR) fences, and the samples outside them by side and degree.
 *
 * The side tells the cause: severe high samples are interruptions, low ones mean that the work was
 * skipped or optimised away.
 *
 * @see Tukey (1977), "Exploratory Data Analysis", section 2D; the labels are those of Criterion.rs.
 */
export function tukeyFences(samples: SortedSamples): TukeyFences {
  const { q1, q3, iqr } = quartiles(samples);
  const lowSevere = q1 - SEVERE_IQR_REACH * iqr;
  const lowMild = q1 - MILD_IQR_REACH * iqr;
  const highMild = q3 + MILD_IQR_REACH * iqr;
  const highSevere = q3 + SEVERE_IQR_REACH * iqr;

  let [lowSevereCount, lowMildCount, highMildCount, highSevereCount] = [0, 0, 0, 0];
  for (const sample of samples) {
    if (sample < lowSevere) lowSevereCount += 1;
    else if (sample < lowMild) lowMildCount += 1;
    else if (sample > highSevere) highSevereCount += 1;
    else if (sample > highMild) highMildCount += 1;
  }
  return {
    lowSevere,
    lowMild,
    highMild,
    highSevere,
    lowSevereCount,
    lowMildCount,
    highMildCount,
    highSevereCount,
  };
}
