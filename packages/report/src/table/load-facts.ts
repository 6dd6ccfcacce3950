import type { BenchmarkResult, MetricSummary } from "@paceline/core";

import { metricOf } from "./benchmark-facts.ts";

const LOAD_METRICS = [
  "offeredPerSecond",
  "completedPerSecond",
  "latencyNsP50",
  "latencyNsP95",
  "latencyNsP99",
  "inSystemMean",
  "utilizationRatio",
  "expectedUtilizationRatio",
  "littleRatio",
] as const;

const LIMIT_METRICS = ["capacityPerSecond", "sustainablePerSecond", "latencyNsP99Limit"] as const;

/** Metrics of one benchmark, by name. */
export type NamedMetrics<Name extends string> = Readonly<Record<Name, MetricSummary>>;

/** What a load did to those who waited. Null for a benchmark that offers none. */
export const loadMetricsOf = (
  benchmark: BenchmarkResult,
): NamedMetrics<(typeof LOAD_METRICS)[number]> | null => pick(benchmark, LOAD_METRICS);

/** Which rate a server sustains. Null for a benchmark that does not look for it. */
export const limitMetricsOf = (
  benchmark: BenchmarkResult,
): NamedMetrics<(typeof LIMIT_METRICS)[number]> | null => pick(benchmark, LIMIT_METRICS);

/** All of them or none: a table with holes compares nothing. */
function pick<Name extends string>(
  benchmark: BenchmarkResult,
  names: readonly Name[],
): NamedMetrics<Name> | null {
  const found: Partial<Record<Name, MetricSummary>> = {};
  for (const name of names) {
    const metric = metricOf(benchmark, name);
    if (metric === undefined) return null;
    found[name] = metric;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the loop has found each of them
  return found as Record<Name, MetricSummary>;
}
