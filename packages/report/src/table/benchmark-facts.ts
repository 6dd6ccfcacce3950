import type { BenchmarkResult, MetricSummary, ParameterValue } from "@paceline/core";

import { safeLine } from "../words/safe-text.ts";

const TIME_METRIC = "time";
const THROUGHPUT_METRIC = "throughput";
const ALLOCATION_METRIC = "allocatedBytes";

/** Names of metrics that have columns of their own; every other one is the benchmark's. */
const OWN_METRICS: readonly string[] = [TIME_METRIC, THROUGHPUT_METRIC, ALLOCATION_METRIC];

export const metricOf = (
  { metrics }: BenchmarkResult,
  metricName: string,
): MetricSummary | undefined => metrics.find(({ name }) => name === metricName);

/** Time of one iteration in ns. Undefined until one fork has completed. */
export const timeOf = (benchmark: BenchmarkResult): MetricSummary | undefined =>
  metricOf(benchmark, TIME_METRIC);

/** Whether it belongs in a table of times. Documents of before there were other procedures do not say. */
export const isTimed = ({ procedure = "time" }: BenchmarkResult): boolean => procedure === "time";

/** Items per second. Undefined when the benchmark does not say how many items an iteration handles. */
export const throughputOf = (benchmark: BenchmarkResult): MetricSummary | undefined =>
  benchmark.itemsPerIteration === null ? undefined : metricOf(benchmark, THROUGHPUT_METRIC);

/** Metrics that the benchmark declared itself. */
export const customMetricsOf = ({ metrics }: BenchmarkResult): readonly MetricSummary[] =>
  metrics.filter(({ name }) => !OWN_METRICS.includes(name));

export const roundCountOf = ({ forks }: BenchmarkResult): number =>
  forks.reduce((total, { roundNs }) => total + roundNs.length, 0);

/** Middle value over forks, since each fork calibrates for itself. Undefined without a fork. */
export const iterationsPerRoundOf = ({ forks }: BenchmarkResult): number | undefined =>
  middleOf(forks.map(({ iterationsPerRound }) => iterationsPerRound));

/** Middle value over the forks that could tell. Undefined when none could. */
export const allocatedBytesOf = ({ forks }: BenchmarkResult): number | undefined =>
  middleOf(
    forks
      .map(({ allocatedBytesPerIteration }) => allocatedBytesPerIteration)
      .filter((bytes) => bytes !== null),
  );

/** `agentCount=10, isPooled=true`; empty without parameters. Safe to print. */
export const parametersText = ({ parameters }: BenchmarkResult): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${safeLine(name)}=${parameterText(value)}`)
    .join(", ");

/** Name and parameters on one line, safe to print. */
export function benchmarkLabel(benchmark: BenchmarkResult): string {
  const parameters = parametersText(benchmark);
  const name = safeLine(benchmark.name);
  return parameters === "" ? name : `${name} [${parameters}]`;
}

const parameterText = (value: ParameterValue): string => safeLine(String(value));

function middleOf(values: readonly number[]): number | undefined {
  const sorted = [...values].toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}
