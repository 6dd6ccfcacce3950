import { quantile } from "./quantile.ts";
import { selectInPlace } from "./select-in-place.ts";
import type { SortedSamples } from "./sorted-samples.ts";

/** Middle sample, or halfway between the two middle ones. Unit is that of the samples. */
export const median = (samples: SortedSamples): number => quantile(samples, 0.5);

/**
 * The same median in linear time, for values made only to be reduced, as in a bootstrap. Allocates
 * nothing and reorders `values`.
 *
 * @param values - free of NaN, not empty: not checked, since this runs thousands of times.
 */
export function medianInPlace(values: Float64Array): number {
  const upperRank = values.length >>> 1;
  const upper = selectInPlace(values, upperRank);
  if (values.length % 2 === 1) return upper;

  let lower = values[0]!;
  for (let index = 1; index < upperRank; index += 1) {
    if (values[index]! > lower) lower = values[index]!;
  }
  return Math.min(lower + (upper - lower) * 0.5, upper);
}
