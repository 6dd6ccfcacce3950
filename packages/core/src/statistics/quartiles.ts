import { quantile } from "./quantile.ts";
import type { SortedSamples } from "./sorted-samples.ts";

/** The three quarter points and the distance between the outer two. Unit is that of the samples. */
export interface Quartiles {
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  /** Interquartile range: the width of the middle half. */
  readonly iqr: number;
}

/**
 * Quartiles by the same rule as {@link quantile} (type 7), which is that of R, NumPy and Criterion.
 *
 * pytest-benchmark has a rule of its own (medians of the two halves for even counts, "method 3" for odd
 * ones), so its q1 and q3 differ from these in small samples: of 1 to 8 it says 2.5 and 6.5, we say
 * 2.75 and 6.25.
 */
export function quartiles(samples: SortedSamples): Quartiles {
  const q1 = quantile(samples, 0.25);
  const q3 = quantile(samples, 0.75);
  return { q1, median: quantile(samples, 0.5), q3, iqr: q3 - q1 };
}
