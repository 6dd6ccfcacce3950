import { assert } from "../assert.ts";
import { createRandom } from "../random.ts";
import type { Bounds } from "./bounds.ts";
import { bcaRatios } from "./bca-ratios.ts";
import { quantile } from "./quantile.ts";
import { requireSamples } from "./require-samples.ts";
import { sortSamples } from "./sorted-samples.ts";

/**
 * Reduces values to one number. It may reorder `values`, which are its own to use until it returns,
 * and must not keep them.
 */
export type Statistic = (values: Float64Array) => number;

export interface BootstrapOptions {
  readonly statistic: Statistic;
  readonly seed: number;
  /** @defaultValue "bca" */
  readonly method?: "percentile" | "bca";
  /** @defaultValue 2000: the ends of a 95 % interval then rest on 50 resamples each. */
  readonly resampleCount?: number;
  /** @defaultValue 0.95 */
  readonly confidenceRatio?: number;
}

export interface BootstrapInterval extends Bounds {
  /** The statistic of the samples themselves. */
  readonly estimate: number;
  readonly confidenceRatio: number;
}

/**
 * Interval for any statistic of independent samples, from resamples drawn with replacement.
 *
 * "percentile" reads the interval off the resampled statistics; "bca" first moves its ends for bias and
 * skew, which costs one more pass over the samples. For the rounds of several forks, which are not
 * independent, use {@link clusterBootstrap}: this one would claim far too much.
 *
 * @throws {InvalidSamplesError} when there are fewer than two samples, when any is NaN, or when "bca"
 *   is asked for a statistic that all resamples put on one side of its value ("percentile" still works).
 *
 * @see Efron & Tibshirani (1993), "An Introduction to the Bootstrap", sections 13.3 and 14.3. The test
 *   compares with `scipy.stats.bootstrap`.
 */
export function bootstrapInterval(
  samples: ArrayLike<number>,
  options: BootstrapOptions,
): BootstrapInterval {
  requireSamples(samples, 2);
  const { statistic, seed, method = "bca", resampleCount = 2000, confidenceRatio = 0.95 } = options;
  assert(confidenceRatio > 0 && confidenceRatio < 1, "confidence ratio is outside (0, 1)");
  assert(Number.isInteger(resampleCount) && resampleCount > 0, "no resamples");

  const source = Float64Array.from(samples);
  const estimate = statistic(source.slice());
  const replicates = sortSamples(resample(source, statistic, resampleCount, seed));
  const tail = (1 - confidenceRatio) / 2;
  const [lowRatio, highRatio] =
    method === "percentile"
      ? [tail, 1 - tail]
      : bcaRatios({ source, statistic, estimate, replicates, tail });
  return {
    estimate,
    low: quantile(replicates, lowRatio),
    high: quantile(replicates, highRatio),
    confidenceRatio,
  };
}

function resample(
  source: Float64Array,
  statistic: Statistic,
  resampleCount: number,
  seed: number,
): Float64Array {
  const random = createRandom(seed);
  const replicates = new Float64Array(resampleCount);
  const drawn = new Float64Array(source.length);
  for (let replicate = 0; replicate < resampleCount; replicate += 1) {
    for (let index = 0; index < drawn.length; index += 1) {
      drawn[index] = source[random.nextIndex(source.length)]!;
    }
    replicates[replicate] = statistic(drawn);
  }
  return replicates;
}
