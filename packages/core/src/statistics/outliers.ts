import { mean } from "./mean.ts";
import { quartiles } from "./quartiles.ts";
import type { SortedSamples } from "./sorted-samples.ts";
import { standardDeviation } from "./standard-deviation.ts";

/** Reach of the second rule beyond the quartiles, in interquartile ranges. */
const IQR_REACH = 1.5;

/** How many samples each of pytest-benchmark's two rules calls outliers. None is ever removed. */
export interface OutlierCounts {
  /** Further than one standard deviation from the mean: about 32 % of normal samples are. */
  readonly stddevCount: number;
  /** Further than 1.5 interquartile ranges outside the quartiles: about 0.7 % of normal samples are. */
  readonly iqrCount: number;
}

/**
 * Counts outliers by both rules of pytest-benchmark, which it prints as `stddev;iqr`.
 *
 * The second count can differ by a few from what pytest-benchmark says of the same samples, because its
 * quartiles follow another rule (see {@link quartiles}).
 *
 * @see pytest-benchmark 5.2.3, `stats.py`, `Stats.stddev_outliers` and `Stats.iqr_outliers`.
 */
export function countOutliers(samples: SortedSamples): OutlierCounts {
  const center = mean(samples);
  const spread = standardDeviation(samples);
  const { q1, q3, iqr } = quartiles(samples);
  return {
    stddevCount: countOutside(samples, center - spread, center + spread),
    iqrCount: countOutside(samples, q1 - IQR_REACH * iqr, q3 + IQR_REACH * iqr),
  };
}

function countOutside(samples: SortedSamples, low: number, high: number): number {
  let count = 0;
  for (const sample of samples) if (sample < low || sample > high) count += 1;
  return count;
}
