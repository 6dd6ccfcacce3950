import type { BenchmarkResult } from "@paceline/core";

import { timeOf } from "../../table/benchmark-facts.ts";
import type { ColumnName } from "../../table/columns.ts";
import type { TableLayout } from "../../table/table-layout.ts";
import { wrapParts } from "../../words/wrap-words.ts";

const PERCENT_PER_RATIO = 100;

/** What the titles of some columns leave open. */
const LEGENDS: Partial<Readonly<Record<ColumnName, string>>> = {
  outliers: "outliers: beyond 1 stddev; beyond 1.5 iqr",
  rounds: "rounds × iterations",
  ratio: "ratio: to the best median",
};

/** A line or two below the tables, about the columns that are shown. */
export function legendLines(
  { stacks }: TableLayout,
  benchmarks: readonly BenchmarkResult[],
  width: number,
): readonly string[] {
  const shown = stacks.flat().map(({ name }) => name);
  const parts = [
    ...intervalLegend(shown, benchmarks),
    ...shown.map((name) => LEGENDS[name]).filter((legend) => legend !== undefined),
  ];
  return parts.length === 0 ? [] : wrapParts(parts, " · ", width);
}

/** Says of the interval how sure it is and over what it was resampled. */
function intervalLegend(
  shown: readonly ColumnName[],
  benchmarks: readonly BenchmarkResult[],
): readonly string[] {
  const intervals = benchmarks
    .map((benchmark) => timeOf(benchmark)?.medianInterval)
    .filter((interval) => interval !== undefined && interval !== null);
  const [interval] = intervals;
  if (interval === undefined) return [];
  const over = intervals.every(({ replicate }) => replicate === "fork") ? "forks" : "rounds";
  const confidence = `${Math.round(interval.confidenceRatio * PERCENT_PER_RATIO)} %`;
  if (shown.includes("margin")) return [`±: ${confidence} interval over ${over}`];
  return shown.includes("interval") ? [`interval: ${confidence}, over ${over}`] : [];
}
