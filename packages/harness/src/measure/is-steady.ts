/** Values per window, as in pyperf. */
export const WINDOW_SIZE = 20;

/** Windows may be smaller when iterations are long, but not so small that a quartile means nothing. */
export const WINDOW_SIZE_MIN = 4;

/** How far the newer window's mean may be above and below the older one's. */
const MEAN_RISE_RATIO_MAX = 0.5;
const MEAN_FALL_RATIO_MAX = 0.1;
const MAD_CHANGE_RATIO_MAX = 0.1;
const QUARTILE_FALL_RATIO_MAX = 0.05;
const FENCE_IQR = 1.5;

/**
 * Whether the code has stopped getting faster: compares the last window of values with the one before.
 *
 * Steady when the older window's first value is no outlier of that window, the newer mean is at most 10 % below (and
 * at most 50 % above), and neither quartile fell by more than 5 %. Slower than before is let pass further
 * than faster: a compiler makes code faster, other tenants of the machine make it slower.
 *
 * @param values - time per iteration of each warm-up round, oldest first.
 * @param windowSize - values per window; the last two windows are looked at.
 * @returns false when there are not two windows yet.
 *
 * @see psf/pyperf 2.10, `_worker.py`, `WarmupProcess`: same windows and limits; its limit on the change of
 *   the MAD is applied here to the rise only, since a calmer window is no sign of unsteadiness.
 */
export function isSteady(values: readonly number[], windowSize: number): boolean {
  if (values.length < 2 * windowSize) return false;
  const older = values.slice(-2 * windowSize, -windowSize);
  const newer = values.slice(-windowSize);
  const before = describeWindow(older);
  const after = describeWindow(newer);
  const fence = before.q3 + FENCE_IQR * (before.q3 - before.q1);
  if (older[0]! > fence) return false;
  const meanChange = (after.mean - before.mean) / before.mean;
  return (
    meanChange <= MEAN_RISE_RATIO_MAX &&
    meanChange >= -MEAN_FALL_RATIO_MAX &&
    (after.mad - before.mad) / before.median <= MAD_CHANGE_RATIO_MAX &&
    after.q1 >= before.q1 * (1 - QUARTILE_FALL_RATIO_MAX) &&
    after.q3 >= before.q3 * (1 - QUARTILE_FALL_RATIO_MAX)
  );
}

interface WindowShape {
  readonly mean: number;
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
  readonly mad: number;
}

function describeWindow(values: readonly number[]): WindowShape {
  const sorted = values.toSorted((a, b) => a - b);
  const median = quantileOf(sorted, 0.5);
  const deviations = sorted.map((value) => Math.abs(value - median)).sort((a, b) => a - b);
  return {
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    median,
    q1: quantileOf(sorted, 0.25),
    q3: quantileOf(sorted, 0.75),
    mad: quantileOf(deviations, 0.5),
  };
}

// Not core's quantile: a fork loads as little as it can before its first sample.
const quantileOf = (sorted: readonly number[], ratio: number): number => {
  const position = (sorted.length - 1) * ratio;
  const below = sorted[Math.floor(position)]!;
  const above = sorted[Math.ceil(position)]!;
  return below + (above - below) * (position - Math.floor(position));
};
