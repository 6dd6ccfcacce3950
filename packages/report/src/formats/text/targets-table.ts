import type { BenchmarkResult, TargetStatus } from "@paceline/core";

import {
  currentText,
  STATUS_WORDS,
  targetCountsText,
  targetRowsOf,
} from "../../targets/target-rows.ts";
import type { TargetRow } from "../../targets/target-rows.ts";
import {
  padEnd,
  padStart,
  truncateEnd,
  truncateMiddle,
  widest,
} from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { wrapWords } from "../../words/wrap-words.ts";

const INDENT = "  ";
const GAP = "  ";
const TITLES = {
  component: "Component",
  label: "Metric",
  target: "Target",
  current: "Current",
  status: "Status",
} as const;

/** "✗ not proven" is the widest. */
const STATUS_WIDTH = 12;
/** A component is cut below what it needs, but not to nothing. */
const TEXT_WIDTH_MIN = 8;
/** Below this a table of five columns tells nothing: each target takes two lines instead. */
const TABLE_WIDTH_MIN = 64;

interface Widths {
  readonly component: number;
  readonly label: number;
  readonly target: number;
  readonly current: number;
}

interface SectionStyle {
  readonly width: number;
  /** Null when the terminal is too narrow for a table. */
  readonly widths: Widths | null;
  readonly paint: Paint;
}

/** The original's table, filled: what was published first, our own harder goals below. */
export function renderTargets(
  benchmarks: readonly BenchmarkResult[],
  width: number,
  paint: Paint,
): readonly string[] {
  const rows = targetRowsOf(benchmarks);
  if (rows.length === 0) return [];
  // Both sections line up with each other.
  const widths = width < TABLE_WIDTH_MIN ? null : widthsOf(rows, width);
  const style = { width, widths, paint };
  const published = rows.filter(({ isStretch }) => !isStretch);
  const stretch = rows.filter(({ isStretch }) => isStretch);
  return [...section("Targets", published, style), ...section("Stretch targets", stretch, style)];
}

function section(
  title: string,
  rows: readonly TargetRow[],
  { width, widths, paint }: SectionStyle,
): readonly string[] {
  if (rows.length === 0) return [];
  const heading = `${paint.heading(title)}  ${paint.quiet(targetCountsText(rows))}`;
  if (widths === null)
    return [heading, ...rows.flatMap((row) => stackedLines(row, width, paint)), ""];
  const line = [
    INDENT + padEnd(TITLES.component, widths.component),
    padEnd(TITLES.label, widths.label),
    padEnd(TITLES.target, widths.target),
    padStart(TITLES.current, widths.current),
    TITLES.status,
  ].join(GAP);
  const { component, label, target, current } = widths;
  const lineWidth =
    INDENT.length + component + label + target + current + STATUS_WIDTH + 4 * GAP.length;
  return [
    heading,
    paint.quiet(line),
    paint.quiet("─".repeat(lineWidth)),
    ...rows.flatMap((row, index) => rowLines(row, rows[index - 1], widths, paint)),
    "",
  ];
}

function rowLines(
  row: TargetRow,
  previous: TargetRow | undefined,
  widths: Widths,
  paint: Paint,
): readonly string[] {
  const component = row.component === previous?.component ? "" : row.component;
  const labelLines = wrapWords(row.label, widths.label);
  const { sign, word } = STATUS_WORDS[row.status];
  const first = [
    INDENT + padEnd(truncateMiddle(component, widths.component), widths.component),
    padEnd(labelLines[0] ?? "", widths.label),
    padEnd(row.target, widths.target),
    padStart(currentText(row), widths.current),
    paintStatus(row.status, paint)(`${sign} ${word}`),
  ].join(GAP);
  const indent = " ".repeat(INDENT.length + widths.component + GAP.length);
  return [first, ...labelLines.slice(1).map((line) => indent + line)];
}

/** For narrow terminals: what is bounded on one line, bound, value and status on the next. */
function stackedLines(row: TargetRow, width: number, paint: Paint): readonly string[] {
  const { sign, word } = STATUS_WORDS[row.status];
  const numbers = `${INDENT}${INDENT}${currentText(row)} ${row.target}`;
  return [
    INDENT + truncateMiddle(`${row.component}: ${row.label}`, width - INDENT.length),
    truncateEnd(numbers, width - GAP.length - STATUS_WIDTH) +
      GAP +
      paintStatus(row.status, paint)(`${sign} ${word}`),
  ];
}

function paintStatus(status: TargetStatus, paint: Paint): (text: string) => string {
  if (status === "met") return paint.good;
  return status === "missed" ? paint.bad : paint.doubtful;
}

/** Numbers get what they need; component and label share the rest. */
function widthsOf(rows: readonly TargetRow[], width: number): Widths {
  const target = widest([TITLES.target, ...rows.map((row) => row.target)]);
  const current = widest([TITLES.current, ...rows.map(currentText)]);
  const room = width - INDENT.length - 4 * GAP.length - target - current - STATUS_WIDTH;
  const wantedLabel = widest([TITLES.label, ...rows.map((row) => row.label)]);
  const wantedComponent = widest([TITLES.component, ...rows.map((row) => row.component)]);
  // Labels wrap, components do not: they are few, and what the table is read by.
  const component = Math.min(wantedComponent, Math.max(TEXT_WIDTH_MIN, Math.floor(room / 2)));
  return {
    component,
    label: Math.max(1, Math.min(wantedLabel, room - component)),
    target,
    current,
  };
}
