import type { BenchmarkResult } from "@paceline/core";

import { benchmarkLabel, timeOf } from "./benchmark-facts.ts";

/** Orders of a table's rows. "defined" keeps the order of the benchmark file. */
export const SORT_ORDERS = [
  "defined",
  "name",
  "min",
  "max",
  "mean",
  "stddev",
  "median",
  "iqr",
] as const;
export type SortOrder = (typeof SORT_ORDERS)[number];

/** Numbers inside names compare as numbers: 2 agents come before 10. Built on first use, as it is slow to build. */
let collator: Intl.Collator | undefined;

/** Ascending. Benchmarks without a measurement come last, in the order in which they were defined. */
export function sortBenchmarks(
  benchmarks: readonly BenchmarkResult[],
  order: SortOrder,
): readonly BenchmarkResult[] {
  if (order === "defined") return benchmarks;
  if (order === "name") {
    const byNumber = (collator ??= new Intl.Collator("en", { numeric: true }));
    return benchmarks.toSorted((a, b) => byNumber.compare(benchmarkLabel(a), benchmarkLabel(b)));
  }
  const keyOf = (benchmark: BenchmarkResult): number => timeOf(benchmark)?.[order] ?? Infinity;
  return benchmarks.toSorted((a, b) => {
    const [keyA, keyB] = [keyOf(a), keyOf(b)];
    // Infinity minus itself is NaN, which would leave the order to chance.
    return keyA === keyB ? 0 : keyA - keyB;
  });
}
