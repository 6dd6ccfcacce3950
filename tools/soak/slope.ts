/** Whether a series grows: its slope, with an interval that takes into account that it remembers. */
import { createRandom } from "../../packages/core/src/random.ts";
import { theilSen } from "../../packages/core/src/statistics/theil-sen.ts";

export interface Slope {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLE_COUNT = 2_000;

/**
 * Theil-Sen slope of y over x, and an interval by a circular block bootstrap of what is left when the
 * line is taken away: neighbours in time stay together, as their errors are alike.
 *
 * @param confidenceRatio - of the two-sided interval.
 *
 * @see Politis & Romano (1992), "A circular block-resampling procedure for stationary data"; blocks of
 *   n^(1/3), rounded up, as is usual for means and slopes.
 */
export function slopeOf(x: readonly number[], y: readonly number[], confidenceRatio = 0.95): Slope {
  const { slope, intercept } = theilSen(x, y);
  const line = x.map((at) => intercept + slope * at);
  const rest = y.map((value, index) => value - line[index]!);
  const random = createRandom(1);
  const blockLength = Math.ceil(Math.cbrt(x.length));
  const slopes = Array.from({ length: RESAMPLE_COUNT }, () => {
    const resampled: number[] = [];
    while (resampled.length < x.length) {
      const start = random.nextIndex(x.length);
      for (let offset = 0; offset < blockLength && resampled.length < x.length; offset++) {
        resampled.push(line[resampled.length]! + rest[(start + offset) % x.length]!);
      }
    }
    return theilSen(x, resampled).slope;
  }).sort((a, b) => a - b);
  const tailCount = Math.floor(((1 - confidenceRatio) / 2) * RESAMPLE_COUNT);
  return { slope, low: slopes[tailCount]!, high: slopes[RESAMPLE_COUNT - 1 - tailCount]! };
}
