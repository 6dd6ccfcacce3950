import { median, medianInPlace } from "./median.ts";
import type { SortedSamples } from "./sorted-samples.ts";

/**
 * Median distance of the samples from their median: a spread that half of the samples being wild
 * cannot move, where one wild sample moves the standard deviation.
 *
 * Not scaled. Times 1.4826 it estimates the standard deviation of normal samples.
 *
 * @returns at least 0, in the unit of the samples.
 *
 * @see Rousseeuw & Croux (1993), "Alternatives to the Median Absolute Deviation", section 1.
 */
export function medianAbsoluteDeviation(samples: SortedSamples): number {
  const center = median(samples);
  return medianInPlace(Float64Array.from(samples, (sample) => Math.abs(sample - center)));
}
