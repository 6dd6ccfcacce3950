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
  readonly name: string;
  /** "explorer, shared": the values of its parameters; empty without any. */
  readonly values: string;
  /** Name and parameters on one line. */
  readonly label: string;
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
      name: safeLine(benchmark.name),
      values: Object.values(benchmark.parameters)
        .map((value) => safeLine(String(value)))
        .join(", "),
      label: benchmarkLabel(benchmark),
      isMeasured: benchmark.metrics.length > 0,
      isFailed: benchmark.status === "failed" || benchmark.errors.length > 0,
      cells: MEMORY_COLUMNS.map(({ metric }) => cellOf(benchmark, metric)),
    }));

function cellOf(benchmark: BenchmarkResult, metricName: string): string {
  const metric = metricOf(benchmark, metricName);
  if (metric === undefined) return quantityText(formatMetric(null, "bytes"));
  return quantityText(formatMetric(metric.median, metric.unit, digitCountOf(metric)));
}

/** "agents" when all rows agree on what an instance is; else "instances". */
export function instanceText(benchmarks: readonly BenchmarkResult[]): string {
  const units = new Set(
    benchmarks.filter(({ procedure }) => procedure === "memory").map(({ itemsUnit }) => itemsUnit),
  );
  const [unit] = units;
  const noun = units.size === 1 && typeof unit === "string" ? safeLine(unit) : "instances";
  return `${noun}: the slope over many, each`;
}
