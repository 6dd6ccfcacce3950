import type { BenchmarkResult } from "@paceline/core";

import { instanceText, MEMORY_COLUMNS, memoryRowsOf } from "../../memory/memory-rows.ts";
import type { MemoryRow } from "../../memory/memory-rows.ts";
import { padEnd, padStart, truncateMiddle, widest } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";

const GAP = "  ";
/** Room before each name for a sign. */
const MARK = "  ";
/** Before the values of what stands under its name. */
const INDENT = "  ";
const LABEL_WIDTH_MIN = 12;
/** Columns give way until a name has so much room, if it needs it. */
const LABEL_WIDTH_WANTED = 24;
const STATUS_WIDTH = "not measured".length;

/**
 * What one instance takes in memory: benchmarks with parameters stand under their name, a row for each of their
 * values. Columns are given up from the right where the terminal is narrow.
 */
export function renderMemory(
  benchmarks: readonly BenchmarkResult[],
  width: number,
  paint: Paint,
): readonly string[] {
  const rows = memoryRowsOf(benchmarks);
  if (rows.length === 0) return [];
  const widths = MEMORY_COLUMNS.map(({ title }, column) =>
    widest([title, ...rows.map(({ cells }) => cells[column]!)]),
  );
  const wantedLabel = widest(rows.map(labelOf));
  const roomFor = (count: number): number =>
    width - MARK.length - widths.slice(0, count).reduce((sum, each) => sum + GAP.length + each, 0);
  let columnCount = widths.length;
  while (columnCount > 1 && roomFor(columnCount) < Math.min(wantedLabel, LABEL_WIDTH_WANTED)) {
    columnCount -= 1;
  }
  const labelWidth = Math.max(LABEL_WIDTH_MIN, Math.min(wantedLabel, roomFor(columnCount)));
  const line = (label: string, cells: readonly string[]): string =>
    padEnd(truncateMiddle(label, labelWidth), labelWidth) +
    cells
      .slice(0, columnCount)
      .map((cell, column) => GAP + padStart(cell, widths[column]!))
      .join("");
  const titles = line(
    "",
    MEMORY_COLUMNS.map(({ title }) => title),
  );
  return [
    `${paint.heading("Memory")}  ${paint.quiet(instanceText(benchmarks))}`,
    paint.quiet(MARK + titles),
    paint.quiet("─".repeat(titles.length + MARK.length)),
    ...rows.flatMap((row, index) => [
      ...(row.values !== "" && rows[index - 1]?.name !== row.name
        ? [MARK + truncateMiddle(row.name, width - MARK.length)]
        : []),
      row.isMeasured
        ? (row.isFailed ? paint.bad("✗ ") : MARK) + line(labelOf(row), row.cells)
        : unmeasuredLine(row, width, paint),
    ]),
    "",
  ];
}

const labelOf = ({ name, values }: MemoryRow): string => (values === "" ? name : INDENT + values);

function unmeasuredLine(row: MemoryRow, width: number, paint: Paint): string {
  const label = truncateMiddle(labelOf(row), width - MARK.length - GAP.length - STATUS_WIDTH);
  return row.isFailed
    ? `${paint.bad("✗ ")}${label}${GAP}${paint.quiet("failed")}`
    : `${MARK}${label}${GAP}${paint.quiet("not measured")}`;
}
