import type { TimeUnit } from "../../quantity/format-time.ts";
import { benchmarkLabel, parametersText, timeOf } from "../../table/benchmark-facts.ts";
import type { ColumnName } from "../../table/columns.ts";
import type { BenchmarkGroup } from "../../table/group-benchmarks.ts";
import { fillColumn } from "../../table/table-cells.ts";
import type { FilledColumn } from "../../table/table-cells.ts";
import {
  COLUMN_GAP,
  layoutChosenColumns,
  layoutDefaultColumns,
  stackWidth,
} from "../../table/table-layout.ts";
import type { TableLayout } from "../../table/table-layout.ts";
import { displayWidth, padEnd, padStart, truncateMiddle } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { safeLine } from "../../words/safe-text.ts";
import { CONTINUATION_INDENT, MARK_WIDTH, rowLines } from "./benchmark-row.ts";
import { legendLines } from "./legend.ts";

const GAP = " ".repeat(COLUMN_GAP);

export interface TableStyle {
  readonly width: number;
  readonly paint: Paint;
  readonly timeUnit: TimeUnit;
  /** Undefined leaves the choice to the width. */
  readonly columns: readonly ColumnName[] | undefined;
}

/** One table per group, all with the same columns in the same places. */
export function renderTables(
  groups: readonly BenchmarkGroup[],
  style: TableStyle,
): readonly string[] {
  const benchmarks = groups.flatMap((group) => group.benchmarks);
  if (benchmarks.length === 0) return [];
  const filled = new Map<ColumnName, FilledColumn>();
  const request = {
    width: style.width - MARK_WIDTH,
    labelWidthMax: widest(benchmarks.map(benchmarkLabel)),
    stackedLabelWidthMax: widest([
      ...benchmarks.map(({ name }) => safeLine(name)),
      ...benchmarks.map((benchmark) => CONTINUATION_INDENT + parametersText(benchmark)),
    ]),
    fill: (name: ColumnName) => {
      const column = filled.get(name) ?? fillColumn(name, groups, style.timeUnit);
      filled.set(name, column);
      return column;
    },
  };
  const layout =
    style.columns === undefined
      ? layoutDefaultColumns(request)
      : layoutChosenColumns(style.columns, request);
  const legend = legendLines(layout, benchmarks, style.width);
  return [
    ...groups.flatMap((group, index) => [
      ...headingLines(group, index, layout, style),
      ...group.benchmarks.flatMap((benchmark) => rowLines(benchmark, layout, style)),
      "",
    ]),
    ...(legend.length === 0 ? [] : [...legend.map(style.paint.quiet), ""]),
  ];
}

const widest = (texts: readonly string[]): number =>
  Math.max(0, ...texts.map((text) => displayWidth(text)));

/** The group's name stands over the names of its benchmarks, or above the table when it is too long. */
function headingLines(
  { title, benchmarks }: BenchmarkGroup,
  groupIndex: number,
  { stacks, nameWidth, lineCount }: TableLayout,
  { width, paint }: TableStyle,
): readonly string[] {
  const leftWidth = MARK_WIDTH + nameWidth;
  const ownLine = displayWidth(title) > leftWidth;
  const lines = Array.from({ length: lineCount }, (_, line) => {
    const left = line === 0 && !ownLine ? title : "";
    const titles = stacks.map((stack) =>
      padStart(stack[line]?.titles[groupIndex] ?? "", stackWidth(stack)),
    );
    const numbers = titles.map((text) => GAP + text).join("");
    return paint.heading(padEnd(left, leftWidth)) + paint.quiet(numbers.trimEnd());
  });
  const tableWidth =
    leftWidth + stacks.reduce((total, stack) => total + COLUMN_GAP + stackWidth(stack), 0);
  const hasNumbers = benchmarks.some((benchmark) => timeOf(benchmark) !== undefined);
  return [
    ...(ownLine || !hasNumbers ? [paint.heading(truncateMiddle(title, width))] : []),
    ...(hasNumbers ? lines : []),
    paint.quiet("─".repeat(tableWidth)),
  ];
}
