import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { formatChange } from "../verdicts/change-text.ts";
import { padEnd, padStart, truncateMiddle, widest } from "../words/display-width.ts";
import type { Paint } from "../words/paint.ts";
import { safeLine } from "../words/safe-text.ts";
import { wrapWords } from "../words/wrap-words.ts";
import type { BetweenTable } from "./between-table.ts";

export interface BetweenTextOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  readonly notes: readonly string[];
}

const GAP = "  ";
const LABEL_WIDTH_MIN = 12;
const NAME_WIDTH_MAX = 28;
/** Names give way, so that more results stand beside each other. */
const LABEL_SHARE_MAX = 0.4;

/** One small table for each statistic and one of verdicts, a column for each result. */
export function renderBetween(table: BetweenTable, options: BetweenTextOptions): string {
  const { width, paint, notes } = options;
  const [first = "", ...others] = table.names;
  const sections = [
    ...table.statistics.map(({ name, unit, rows }) => ({
      title: name,
      names: table.names,
      cells: rows.map((row) => row.map((value) => quantityText(formatMetric(value, unit)))),
    })),
    {
      title: `verdict on time, against ${safeLine(first)}`,
      names: others,
      cells: table.verdicts.map((row) =>
        row.map(({ verdict, ratio }) =>
          ratio === null ? verdict : `${verdict} ${formatChange(ratio)}`,
        ),
      ),
    },
  ];
  return [
    ...sections.flatMap((section) => [...sectionLines(section, table.benchmarks, options), ""]),
    ...notes.flatMap((note) => wrapWords(note, width).map(paint.quiet)),
    "",
  ].join("\n");
}

interface Section {
  readonly title: string;
  readonly names: readonly string[];
  readonly cells: readonly (readonly string[])[];
}

/** Results that do not fit beside each other follow below, in blocks. */
function sectionLines(
  { title, names, cells }: Section,
  benchmarks: readonly string[],
  { width, paint }: BetweenTextOptions,
): readonly string[] {
  const labels = benchmarks.map(safeLine);
  const titles = names.map((name) => truncateMiddle(safeLine(name), NAME_WIDTH_MAX));
  const widths = titles.map((name, column) =>
    widest([name, ...cells.map((row) => row[column] ?? "")]),
  );
  const room = Math.max(LABEL_WIDTH_MIN, Math.floor(width * LABEL_SHARE_MAX));
  const labelWidth = Math.min(Math.max(LABEL_WIDTH_MIN, widest(labels)), room);
  const line = (label: string, texts: readonly string[], columns: readonly number[]): string =>
    [
      padEnd(truncateMiddle(label, labelWidth), labelWidth),
      ...columns.map((column) => padStart(texts[column] ?? "", widths[column] ?? 0)),
    ]
      .join(GAP)
      .trimEnd();
  return columnBlocks(widths, width - labelWidth).flatMap((columns, block) => [
    ...(block === 0 ? [paint.heading(title)] : [""]),
    paint.quiet(line("", titles, columns)),
    ...labels.map((label, row) => line(label, cells[row] ?? [], columns)),
  ]);
}

/** As many columns to a block as fit, one at least. */
function columnBlocks(widths: readonly number[], width: number): readonly (readonly number[])[] {
  const blocks: number[][] = [];
  let used = Infinity;
  for (const [column, each] of widths.entries()) {
    used += GAP.length + each;
    if (used > width) {
      blocks.push([]);
      used = GAP.length + each;
    }
    blocks.at(-1)?.push(column);
  }
  return blocks;
}
