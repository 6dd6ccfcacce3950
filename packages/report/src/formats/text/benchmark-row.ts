import type { BenchmarkResult } from "@paceline/core";

import { formatMetric } from "../../quantity/format-metric.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { digitCountOf } from "../../quantity/significant-digits.ts";
import {
  benchmarkLabel,
  customMetricsOf,
  parametersText,
  timeOf,
} from "../../table/benchmark-facts.ts";
import { limitMetricsOf, loadMetricsOf } from "../../table/load-facts.ts";
import { COLUMN_GAP, stackWidth } from "../../table/table-layout.ts";
import type { TableLayout } from "../../table/table-layout.ts";
import { padEnd, padStart, truncateMiddle } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { safeLine } from "../../words/safe-text.ts";
import { wrapParts, wrapWords } from "../../words/wrap-words.ts";

/** Room before each name for a sign: a failure, a doubt, an interruption. */
export const MARK_WIDTH = 2;
/** Before what continues a name on a line of its own. */
export const CONTINUATION_INDENT = "  ";

const GAP = " ".repeat(COLUMN_GAP);
/** Lines that a name may take beyond those of the numbers. */
const EXTRA_LINE_COUNT_MAX = 1;
const BEST_RATIO = "×1.00";
const STATUS_WIDTH = "not measured".length;

interface RowStyle {
  readonly width: number;
  readonly paint: Paint;
}

/** One benchmark of a table: its numbers on as many lines as the layout has, its own metrics below. */
export function rowLines(
  benchmark: BenchmarkResult,
  layout: TableLayout,
  { width, paint }: RowStyle,
): readonly string[] {
  const mark = markOf(benchmark, paint);
  if (timeOf(benchmark) === undefined) {
    const label = truncateMiddle(
      benchmarkLabel(benchmark),
      width - MARK_WIDTH - COLUMN_GAP - STATUS_WIDTH,
    );
    return [`${mark}${label}${GAP}${paint.quiet(statusText(benchmark))}`];
  }
  const names = nameLines(benchmark, layout);
  const lines = Array.from({ length: Math.max(layout.lineCount, names.length) }, (_, line) => {
    const numbers = layout.stacks.map((stack) => {
      const column = stack[line];
      const text = padStart(column?.texts.get(benchmark) ?? "", stackWidth(stack));
      return GAP + (column?.name === "ratio" ? paintRatio(text, paint) : text);
    });
    const left = padEnd(names[line] ?? "", layout.nameWidth);
    const text = `${left}${numbers.join("")}`.trimEnd();
    return line === 0 ? `${mark}${text}` : `  ${paint.quiet(text)}`;
  });
  return [...lines, ...metricLines(benchmark, { width, paint })];
}

/**
 * One line has room for the name with its parameters. Several have the parameters below it; both are wrapped
 * before anything is cut, because a name that is cut may be told from no other.
 */
function nameLines(
  benchmark: BenchmarkResult,
  { nameWidth, lineCount }: TableLayout,
): readonly string[] {
  if (lineCount === 1) return [truncateMiddle(benchmarkLabel(benchmark), nameWidth)];
  const name = safeLine(benchmark.name);
  const parameters = parametersText(benchmark);
  const room = Math.max(1, nameWidth - CONTINUATION_INDENT.length);
  const below = parameters === "" ? [] : wrapWords(parameters, room);
  const lines = [...wrapName(name, nameWidth), ...below.map((line) => CONTINUATION_INDENT + line)];
  if (lines.length <= lineCount + EXTRA_LINE_COUNT_MAX) return lines;
  const shortened = truncateMiddle(parameters, room);
  return [
    truncateMiddle(name, nameWidth),
    ...(parameters === "" ? [] : [CONTINUATION_INDENT + shortened]),
  ];
}

function wrapName(name: string, width: number): readonly string[] {
  const [first = "", ...rest] = wrapWords(name, width);
  if (rest.length === 0) return [first];
  const room = Math.max(1, width - CONTINUATION_INDENT.length);
  const more = name.slice(first.length).trimStart();
  return [first, ...wrapWords(more, room).map((line) => CONTINUATION_INDENT + line)];
}

/**
 * The benchmark's own metrics have names of their own, so they stand below its row and not in columns. Those of a load
 * have a table of their own.
 */
function metricLines(benchmark: BenchmarkResult, { width, paint }: RowStyle): readonly string[] {
  if (loadMetricsOf(benchmark) !== null || limitMetricsOf(benchmark) !== null) return [];
  const parts = customMetricsOf(benchmark).map((metric) => {
    const value = formatMetric(metric.median, metric.unit, digitCountOf(metric));
    return `${safeLine(metric.name)} ${safeLine(quantityText(value))}`;
  });
  if (parts.length === 0) return [];
  const indent = " ".repeat(MARK_WIDTH) + CONTINUATION_INDENT;
  return wrapParts(parts, " · ", width - indent.length).map((line) => indent + paint.quiet(line));
}

function markOf({ status, errors, warnings }: BenchmarkResult, paint: Paint): string {
  if (errors.length > 0 || status === "failed") return paint.bad("✗ ");
  if (status !== "completed") return paint.doubtful("… ");
  return warnings.length > 0 ? paint.doubtful("! ") : "  ";
}

const statusText = ({ status }: BenchmarkResult): string =>
  status === "failed" ? "failed" : "not measured";

const paintRatio = (text: string, paint: Paint): string =>
  text.trim() === BEST_RATIO ? paint.good(text) : text;
