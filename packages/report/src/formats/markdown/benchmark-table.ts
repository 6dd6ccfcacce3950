import type { BenchmarkResult } from "@paceline/core";

import { formatMetric } from "../../quantity/format-metric.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { digitCountOf } from "../../quantity/significant-digits.ts";
import { benchmarkLabel, customMetricsOf, timeOf } from "../../table/benchmark-facts.ts";
import type { ColumnName } from "../../table/columns.ts";
import type { BenchmarkGroup } from "../../table/group-benchmarks.ts";
import { fillColumn } from "../../table/table-cells.ts";
import { markdownRow, markdownRule, markdownText } from "../../words/markdown-text.ts";
import type { TableOptions } from "../text/render-text.ts";

/** A page has room: everything that the terminal would show were it wide enough. */
const DEFAULT_COLUMNS: readonly ColumnName[] = [
  "min",
  "max",
  "mean",
  "stddev",
  "median",
  "interval",
  "iqr",
  "outliers",
  "ops",
  "items",
  "rounds",
  "allocated",
  "ratio",
];

/** Heading, table, and the benchmarks' own metrics below it, as blocks of lines. */
export function markdownTable(
  group: BenchmarkGroup,
  { columns, timeUnit = "auto" }: TableOptions,
): readonly (readonly string[])[] {
  const filled = (columns ?? DEFAULT_COLUMNS)
    .map((name) => fillColumn(name, [group], timeUnit))
    .filter(({ isEmpty }) => columns !== undefined || !isEmpty);
  const measured = group.benchmarks.filter((benchmark) => timeOf(benchmark) !== undefined);
  const others = group.benchmarks.filter((benchmark) => timeOf(benchmark) === undefined);
  const titles = ["benchmark", ...filled.map((column) => column.titles[0] || column.name)];
  return [
    [`### ${markdownText(group.title) || "All benchmarks"}`],
    ...(measured.length === 0
      ? []
      : [
          [
            markdownRow(titles.map(markdownText)),
            markdownRule(["left", ...filled.map(() => "right" as const)]),
            ...measured.map((benchmark) =>
              markdownRow([
                nameCell(benchmark),
                ...filled.map(({ texts }) => markdownText((texts.get(benchmark) ?? "").trim())),
              ]),
            ),
          ],
        ]),
    ...(others.length === 0
      ? []
      : [others.map((benchmark) => `- ${nameCell(benchmark)}: ${statusText(benchmark)}`)]),
    ...metricBlock(measured),
  ];
}

function metricBlock(benchmarks: readonly BenchmarkResult[]): readonly (readonly string[])[] {
  const lines = benchmarks.flatMap((benchmark) =>
    customMetricsOf(benchmark).map((metric) => {
      const value = formatMetric(metric.median, metric.unit, digitCountOf(metric));
      return `- ${nameCell(benchmark)}: ${markdownText(metric.name)} ${markdownText(quantityText(value))}`;
    }),
  );
  return lines.length === 0 ? [] : [lines];
}

const nameCell = (benchmark: BenchmarkResult): string => markdownText(benchmarkLabel(benchmark));

const statusText = ({ status }: BenchmarkResult): string =>
  status === "failed" ? "failed" : "not measured";
