import { studentTAbove } from "@paceline/core";

import type { LogRatio } from "./log-ratio.ts";
import type { RatioInterval } from "./verdict.ts";

/** The change of a set of benchmarks as one number. */
export interface GeometricMean {
  /** Null stands for all groups together. */
  readonly group: string | null;
  readonly benchmarkCount: number;
  /** exp(mean(log(head / base))) of time: the only mean under which the order of the sides does not matter. */
  readonly ratio: number;
  readonly interval: RatioInterval;
}

/** One benchmark's time, as the mean needs it. */
export interface GroupedRatio {
  readonly group: string;
  readonly logRatio: LogRatio;
}

/**
 * Mean change of each group and of all, with an interval that takes benchmarks as independent: each runs
 * in its own forks. A shift of the whole machine between two stored runs is in none of them, so for
 * such a pair the interval is too narrow; runs that were interleaved share the shift.
 *
 * @param errorRatio - of each interval by itself; these are not part of the family of verdicts.
 *
 * @see Fleming & Wallace (1986), "How Not to Lie with Statistics: The Correct Way to Summarize Benchmark
 *   Results"; Satterthwaite (1946) for the degrees of freedom of a sum of variances.
 */
export function geometricMeans(
  ratios: readonly GroupedRatio[],
  errorRatio: number,
): readonly GeometricMean[] {
  if (ratios.length === 0) return [];
  const groups = Map.groupBy(ratios, ({ group }) => group);
  const means = [...groups].map(([group, members]) => meanOf(group, members, errorRatio));
  return [...means, meanOf(null, ratios, errorRatio)];
}

function meanOf(
  group: string | null,
  members: readonly GroupedRatio[],
  errorRatio: number,
): GeometricMean {
  let sum = 0;
  let squaredError = 0;
  let denominator = 0;
  for (const { logRatio } of members) {
    sum += logRatio.estimate;
    squaredError += logRatio.standardError ** 2;
    denominator += logRatio.standardError ** 4 / logRatio.degreesOfFreedom;
  }
  const mean = sum / members.length;
  const degreesOfFreedom = denominator > 0 ? squaredError ** 2 / denominator : Infinity;
  const half =
    (studentTAbove(errorRatio / 2, degreesOfFreedom) * Math.sqrt(squaredError)) / members.length;
  return {
    group,
    benchmarkCount: members.length,
    ratio: Math.exp(mean),
    interval: {
      low: Math.exp(mean - half),
      high: Math.exp(mean + half),
      confidenceRatio: 1 - errorRatio,
    },
  };
}
