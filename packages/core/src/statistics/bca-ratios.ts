import { InvalidSamplesError } from "../errors.ts";
import type { Statistic } from "./bootstrap.ts";
import { mean } from "./mean.ts";
import { normalCdf, normalQuantile } from "./normal-distribution.ts";
import type { SortedSamples } from "./sorted-samples.ts";

export interface BcaInput {
  readonly source: Float64Array;
  readonly statistic: Statistic;
  readonly estimate: number;
  readonly replicates: SortedSamples;
  /** Share of the distribution left out on each side: 0.025 for a 95 % interval. */
  readonly tail: number;
}

/**
 * Where a bias-corrected and accelerated interval ends, as ratios of the sorted replicates.
 *
 * @see Efron & Tibshirani (1993), equations 14.10, 14.14 and 14.15. Replicates equal to the estimate
 *   count half, as in SciPy, so that a statistic with few distinct values is not seen as biased.
 */
export function bcaRatios(input: BcaInput): readonly [number, number] {
  const { replicates, estimate, tail } = input;
  let halfCount = 0;
  for (const replicate of replicates) {
    halfCount += Number(replicate < estimate) + Number(replicate <= estimate);
  }
  const bias = normalQuantile(halfCount / (2 * replicates.length));
  if (!Number.isFinite(bias)) {
    throw new InvalidSamplesError(
      `the bca interval is undefined: all ${replicates.length} resamples lie on one side of the estimate ${estimate}; use the percentile interval`,
    );
  }
  const acceleration = accelerationOf(input);
  const moved = (z: number): number =>
    normalCdf(bias + (bias + z) / (1 - acceleration * (bias + z)));
  return [moved(normalQuantile(tail)), moved(normalQuantile(1 - tail))];
}

/** Skew of the statistic's jackknife; 0 when leaving any one sample out changes nothing. */
function accelerationOf({ source, statistic }: BcaInput): number {
  const left = new Float64Array(source.length - 1);
  const jackknife = Float64Array.from(source, (_, leftOut) => {
    left.set(source.subarray(0, leftOut));
    left.set(source.subarray(leftOut + 1), leftOut);
    return statistic(left);
  });
  const center = mean(jackknife);
  let squares = 0;
  let cubes = 0;
  for (const value of jackknife) {
    squares += (center - value) ** 2;
    cubes += (center - value) ** 3;
  }
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}
