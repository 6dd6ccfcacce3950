import { mean, standardDeviation } from "@paceline/core";

/** Statistics in pytest-benchmark's names, order and definitions. Times in seconds. */
export interface PytestStatistics {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly stddev: number;
  readonly rounds: number;
  readonly median: number;
  readonly iqr: number;
  readonly q1: number;
  readonly q3: number;
  readonly iqr_outliers: number;
  readonly stddev_outliers: number;
  /** "stddev;iqr" */
  readonly outliers: string;
  /** Lowest and highest datum within 1.5 IQR of the quartiles. */
  readonly ld15iqr: number;
  readonly hd15iqr: number;
  readonly ops: number;
  readonly total: number;
}

/**
 * The statistics that pytest-benchmark computes of the same data, quartiles by its own rule: medians of
 * the halves for an even count, "method 3" for an odd one.
 *
 * @param data - seconds per iteration, one per round; not empty.
 *
 * @see pytest-benchmark 5.3.1, `stats.py`, class `Stats`. Up to 5.2 `hd15iqr` was the first datum above
 *   the fence.
 */
export function pytestStatistics(data: readonly number[]): PytestStatistics {
  const sorted = data.toSorted((a, b) => a - b);
  const rounds = sorted.length;
  const total = data.reduce((sum, value) => sum + value, 0);
  const center = mean(data);
  const stddev = standardDeviation(data);
  const { q1, q3 } = quartersOf(sorted);
  const iqr = q3 - q1;
  const low = q1 - 1.5 * iqr;
  const high = q3 + 1.5 * iqr;
  const beyond = (least: number, most: number): number =>
    data.filter((value) => value < least || value > most).length;
  const stddevOutliers = beyond(center - stddev, center + stddev);
  const iqrOutliers = beyond(low, high);
  return {
    min: sorted[0]!,
    max: sorted.at(-1)!,
    mean: center,
    stddev,
    rounds,
    median: medianOf(sorted),
    iqr,
    q1,
    q3,
    iqr_outliers: iqrOutliers,
    stddev_outliers: stddevOutliers,
    outliers: `${stddevOutliers};${iqrOutliers}`,
    ld15iqr: sorted.find((value) => value >= low)!,
    hd15iqr: sorted.findLast((value) => value <= high)!,
    ops: total > 0 ? rounds / total : 0,
    total,
  };
}

function quartersOf(sorted: readonly number[]): { readonly q1: number; readonly q3: number } {
  const count = sorted.length;
  const at = (index: number): number => sorted[index]!;
  if (count === 1) return { q1: at(0), q3: at(0) };
  const quarter = Math.floor(count / 4);
  if (count % 2 === 0) {
    return {
      q1: medianOf(sorted.slice(0, count / 2)),
      q3: medianOf(sorted.slice(count / 2)),
    };
  }
  if (count % 4 === 1) {
    return {
      q1: 0.25 * at(quarter - 1) + 0.75 * at(quarter),
      q3: 0.75 * at(3 * quarter) + 0.25 * at(3 * quarter + 1),
    };
  }
  return {
    q1: 0.75 * at(quarter) + 0.25 * at(quarter + 1),
    q3: 0.25 * at(3 * quarter + 1) + 0.75 * at(3 * quarter + 2),
  };
}

function medianOf(sorted: readonly number[]): number {
  const upper = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[upper]! : (sorted[upper - 1]! + sorted[upper]!) / 2;
}
