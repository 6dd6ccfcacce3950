import type { BenchmarkResult, MetricSummary, Unit } from "@paceline/core";

import { timeOf } from "../table/benchmark-facts.ts";

interface BetweenStatistic {
  readonly unit: Unit;
  readonly read: (time: MetricSummary) => number;
}

const NS_PER_SECOND = 1e9;

/** A statistic of the time of one iteration. */
const timeStatistic = (read: BetweenStatistic["read"]): BetweenStatistic => ({ unit: "ns", read });

/** What can be put side by side for several results. Names are those of pytest-benchmark where it has them. */
export const BETWEEN_STATISTICS = {
  min: timeStatistic(({ min }) => min),
  max: timeStatistic(({ max }) => max),
  mean: timeStatistic(({ mean }) => mean),
  stddev: timeStatistic(({ stddev }) => stddev),
  median: timeStatistic(({ median }) => median),
  iqr: timeStatistic(({ iqr }) => iqr),
  mad: timeStatistic(({ mad }) => mad),
  p95: timeStatistic(({ p95 }) => p95),
  p99: timeStatistic(({ p99 }) => p99),
  ops: { unit: "per-second", read: ({ mean }) => NS_PER_SECOND / mean },
} as const satisfies Record<string, BetweenStatistic>;

export type BetweenStatisticName = keyof typeof BETWEEN_STATISTICS;

/** Null where the benchmark was not measured. */
export function readStatistic(
  benchmark: BenchmarkResult | undefined,
  name: BetweenStatisticName,
): number | null {
  const time = benchmark === undefined ? undefined : timeOf(benchmark);
  if (time === undefined) return null;
  const value = BETWEEN_STATISTICS[name].read(time);
  return Number.isFinite(value) ? value : null;
}
