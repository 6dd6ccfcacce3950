import type { BenchmarkResult } from "@paceline/core";

import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { digitCountOf } from "../quantity/significant-digits.ts";
import { benchmarkLabel, metricOf } from "../table/benchmark-facts.ts";
import { safeLine } from "../words/safe-text.ts";

/** Columns of what one instance takes, by the names of the metrics. */
export const MEMORY_COLUMNS = [
  { title: "retained", metric: "retainedBytesPerInstance" },
  { title: "heap", metric: "heapBytesPerInstance" },
  { title: "buffers", metric: "bufferBytesPerInstance" },
  { title: "process", metric: "processBytesPerInstance" },
  { title: "allocated", metric: "allocatedBytes" },
  { title: "peak", metric: "residentBytesMax" },
] as const;

/** One memory benchmark in words. Texts are safe to print. */
export interface MemoryRow {
  readonly label: string;
  readonly group: string;
  readonly isMeasured: boolean;
  readonly isFailed: boolean;
  /** In the order of {@link MEMORY_COLUMNS}; "–" for what could not be told. */
  readonly cells: readonly string[];
}

/** Rows of all memory benchmarks, in the order of the run. */
export const memoryRowsOf = (benchmarks: readonly BenchmarkResult[]): readonly MemoryRow[] =>
  benchmarks
    .filter(({ procedure }) => procedure === "memory")
    .map((benchmark) => ({
      label: benchmarkLabel(benchmark),
      group: safeLine(benchmark.group),
      isMeasured: benchmark.metrics.length > 0,
      isFailed: benchmark.status === "failed" || benchmark.errors.length > 0,
      cells: MEMORY_COLUMNS.map(({ metric }) => cellOf(benchmark, metric)),
    }));

function cellOf(benchmark: BenchmarkResult, metricName: string): string {
  const metric = metricOf(benchmark, metricName);
  if (metric === undefined) return quantityText(formatMetric(null, "bytes"));
  return quantityText(formatMetric(metric.median, metric.unit, digitCountOf(metric)));
}

/** "per agent", when all rows agree on what an instance is. */
export function instanceText(benchmarks: readonly BenchmarkResult[]): string {
  const units = new Set(
    benchmarks.filter(({ procedure }) => procedure === "memory").map(({ itemsUnit }) => itemsUnit),
  );
  const [unit] = units;
  return units.size === 1 && typeof unit === "string"
    ? `bytes for each of the ${safeLine(unit)}`
    : "bytes for each instance";
}
