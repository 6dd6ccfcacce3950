import type { BenchmarkResult, MetricSummary } from "@paceline/core";

import { formatMetric } from "../../quantity/format-metric.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { formatDigits } from "../../quantity/significant-digits.ts";
import { parametersText } from "../../table/benchmark-facts.ts";
import { limitMetricsOf, loadMetricsOf } from "../../table/load-facts.ts";
import { padEnd, padStart, truncateMiddle, widest } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { safeLine } from "../../words/safe-text.ts";
import { hangingParagraph, wrapWords } from "../../words/wrap-words.ts";

const INDENT = "  ";
const GAP = "  ";
/** A label is cut below what it needs, but not to nothing. */
const LABEL_WIDTH_MIN = 8;

interface Row {
  readonly benchmark: BenchmarkResult;
  readonly cells: readonly string[];
}

interface Table {
  readonly title: string;
  /** What its numbers mean, beside the title. */
  readonly meaning: string;
  readonly columns: readonly string[];
  /** Columns by index, those first that stay where there is little room. */
  readonly precedence: readonly number[];
  readonly rows: readonly Row[];
  /** Below it, as long as their columns are there. */
  readonly notes: readonly { readonly column: string; readonly text: string }[];
}

/** What those wait who come at which rate, and the rate that a server sustains. */
export function renderLoads(
  benchmarks: readonly BenchmarkResult[],
  width: number,
  paint: Paint,
): readonly string[] {
  return [loadTable(benchmarks), limitTable(benchmarks)].flatMap((table) =>
    table.rows.length === 0 ? [] : renderTable(table, width, paint),
  );
}

function loadTable(benchmarks: readonly BenchmarkResult[]): Table {
  const loads = benchmarks.flatMap((benchmark) => {
    const metrics = loadMetricsOf(benchmark);
    return metrics === null ? [] : [{ benchmark, metrics }];
  });
  const farthest = (read: (metrics: (typeof loads)[number]["metrics"]) => number): string =>
    formatDigits(100 * Math.max(0, ...loads.map(({ metrics }) => Math.abs(read(metrics)))), 2, 1);
  const little = farthest(({ littleRatio }) => littleRatio.median - 1);
  const busy = farthest(
    ({ utilizationRatio, expectedUtilizationRatio }) =>
      utilizationRatio.median - expectedUtilizationRatio.median,
  );
  return {
    title: "Loads",
    meaning: "latency from the intended start; medians over forks",
    columns: ["offered", "served", "p50", "p95", "p99", "inside", "busy"],
    precedence: [0, 4, 2, 1, 6, 3, 5],
    rows: loads.map(({ benchmark, metrics }) => ({
      benchmark,
      cells: [
        metricText(metrics.offeredPerSecond),
        metricText(metrics.completedPerSecond),
        metricText(metrics.latencyNsP50),
        metricText(metrics.latencyNsP95),
        metricText(metrics.latencyNsP99),
        metricText(metrics.inSystemMean),
        `${Math.round(100 * metrics.utilizationRatio.median)} %`,
      ],
    })),
    notes: [
      {
        column: "inside",
        text:
          "requests waiting or being served, as seen at random moments; rate × latency (Little's law) " +
          `differs by at most ${little} %`,
      },
      {
        column: "busy",
        text: `share of the time; rate × time of one request differs by at most ${busy} points`,
      },
    ],
  };
}

function limitTable(benchmarks: readonly BenchmarkResult[]): Table {
  const limits = benchmarks.flatMap((benchmark) => {
    const metrics = limitMetricsOf(benchmark);
    return metrics === null ? [] : [{ benchmark, metrics }];
  });
  const limit = limits[0] === undefined ? "" : metricText(limits[0].metrics.latencyNsP99Limit);
  return {
    title: "Sustainable rates",
    meaning: `highest that keeps p99 within ${limit} of the intended start`,
    columns: ["closed loop", "sustainable", "share"],
    precedence: [1, 0, 2],
    rows: limits.map(({ benchmark, metrics: { capacityPerSecond, sustainablePerSecond } }) => ({
      benchmark,
      cells: [
        metricText(capacityPerSecond),
        metricText(sustainablePerSecond),
        `${Math.round((100 * sustainablePerSecond.median) / capacityPerSecond.median)} %`,
      ],
    })),
    notes: [],
  };
}

const metricText = ({ median, unit }: MetricSummary): string =>
  safeLine(quantityText(formatMetric(median, unit)));

function renderTable(table: Table, width: number, paint: Paint): readonly string[] {
  const { title, meaning, columns, rows, notes } = fitColumns(table, width);
  const widths = columns.map((column, index) =>
    widest([column, ...rows.map(({ cells }) => cells[index]!)]),
  );
  const numbersWidth = widths.reduce((sum, each) => sum + GAP.length + each, 0);
  const labels = labelsOf(rows);
  const labelWidth = Math.max(
    LABEL_WIDTH_MIN,
    Math.min(widest([...labels.values()]), width - INDENT.length - numbersWidth),
  );
  const numbers = (cells: readonly string[]): string =>
    cells.map((cell, index) => GAP + padStart(cell, widths[index]!)).join("");
  const lineOf = ({ benchmark, cells }: Row): string =>
    INDENT +
    padEnd(truncateMiddle(labels.get(benchmark)!, labelWidth), labelWidth) +
    numbers(cells);
  const byHeading = Map.groupBy(rows, ({ benchmark }) => headingOf(benchmark));
  return [
    ...wrapWords(`${title}  ${meaning}`, width).map((line, index) =>
      index === 0
        ? paint.heading(title) + paint.quiet(line.slice(title.length))
        : paint.quiet(line),
    ),
    paint.quiet(" ".repeat(INDENT.length + labelWidth) + numbers(columns)),
    paint.quiet("─".repeat(Math.min(width, INDENT.length + labelWidth + numbersWidth))),
    ...Array.from(byHeading, ([heading, own]) => [
      truncateMiddle(heading, width),
      ...own.map(lineOf),
    ]).flat(),
    ...notes
      .filter(({ column }) => columns.includes(column))
      .flatMap(({ column, text }) => hangingParagraph("", `${column}: ${text}`, width))
      .map(paint.quiet),
    "",
  ];
}

/** Leaves out the columns that there is no room for. */
function fitColumns(table: Table, width: number): Table {
  const { columns, rows, precedence } = table;
  const kept = new Set<number>();
  let leftWidth = width - INDENT.length - LABEL_WIDTH_MIN;
  for (const index of precedence) {
    leftWidth -= GAP.length + widest([columns[index]!, ...rows.map(({ cells }) => cells[index]!)]);
    if (leftWidth < 0) break;
    kept.add(index);
  }
  const keep = (texts: readonly string[]): readonly string[] =>
    texts.filter((_text, index) => kept.has(index));
  const keptRows = rows.map(({ benchmark, cells }) => ({ benchmark, cells: keep(cells) }));
  return { ...table, columns: keep(columns), rows: keptRows };
}

/** Where there are parameters, the name stands above them, once. */
const headingOf = ({ group, name, parameters }: BenchmarkResult): string =>
  safeLine(Object.keys(parameters).length === 0 ? group : `${group}/${name}`);

const labelsOf = (rows: readonly Row[]): ReadonlyMap<BenchmarkResult, string> =>
  new Map(
    rows.map(({ benchmark }) => {
      const parameters = parametersText(benchmark);
      return [benchmark, parameters === "" ? safeLine(benchmark.name) : parameters];
    }),
  );
