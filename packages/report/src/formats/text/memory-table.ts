import type { BenchmarkResult } from "@paceline/core";

import { instanceText, MEMORY_COLUMNS, memoryRowsOf } from "../../memory/memory-rows.ts";
import { padEnd, padStart, truncateMiddle, widest } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";

const GAP = "  ";
const LABEL_WIDTH_MIN = 12;

/** What one instance takes in memory: a row for each memory benchmark, columns from the right given up first. */
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
  const wantedLabel = widest(rows.map(({ label }) => label));
  let columnCount = widths.length;
  const roomFor = (count: number): number =>
    width - 2 - widths.slice(0, count).reduce((sum, each) => sum + GAP.length + each, 0);
  while (columnCount > 1 && roomFor(columnCount) < Math.min(wantedLabel, 2 * LABEL_WIDTH_MIN))
    columnCount -= 1;
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
    paint.quiet(`  ${titles}`),
    paint.quiet("─".repeat(titles.length + 2)),
    ...rows.map(({ label, cells, isMeasured, isFailed }) => {
      const sign = isFailed ? paint.bad("✗ ") : "  ";
      return isMeasured
        ? sign + line(label, cells)
        : `${sign}${truncateMiddle(label, width - 18)}${GAP}${paint.quiet(isFailed ? "failed" : "not measured")}`;
    }),
    "",
  ];
}
