import { padEnd, padStart, truncateEnd, truncateMiddle, widest } from "../words/display-width.ts";
import { markdownRow, markdownRule, markdownText } from "../words/markdown-text.ts";
import type { Paint } from "../words/paint.ts";
import { safeLine } from "../words/safe-text.ts";
import { wrapWords } from "../words/wrap-words.ts";

/** A table that can be written for a terminal and for Markdown. The first column is text, the others figures. */
export interface ReportTable {
  readonly heading: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Sentences below it. */
  readonly notes: readonly string[];
  /** The first column is cut here when there is no room: the middle, or the end of a line of code. */
  readonly cut?: "middle" | "end";
}

const GAP = "  ";
const INDENT = "  ";
/** A name narrower than this tells nothing. */
const NAME_WIDTH_MIN = 12;

/** For a terminal: figures as wide as they are, the names what is left. */
export function renderTableText(
  table: ReportTable,
  width: number,
  paint: Paint,
): readonly string[] {
  const { heading, titles, rows, notes, cut } = table;
  const safe = rows.map((row) => row.map(safeLine));
  const widths = titles.map((title, column) =>
    widest([title, ...safe.map((row) => row[column] ?? "")]),
  );
  const [nameWidest = 0, ...figureWidths] = widths;
  const figuresWidth = figureWidths.reduce((sum, figure) => sum + figure + GAP.length, 0);
  const nameWidth = Math.min(
    nameWidest,
    Math.max(NAME_WIDTH_MIN, width - INDENT.length - figuresWidth),
  );
  const truncate = cut === "end" ? truncateEnd : truncateMiddle;
  const line = ([name = "", ...figures]: readonly string[]): string =>
    [
      INDENT + padEnd(truncate(name, nameWidth), nameWidth),
      ...figures.map((figure, index) => padStart(figure, figureWidths[index]!)),
    ]
      .join(GAP)
      .trimEnd();
  return [
    paint.heading(safeLine(heading)),
    ...(rows.length === 0
      ? []
      : [
          paint.quiet(line(titles)),
          paint.quiet(INDENT + "─".repeat(nameWidth + figuresWidth)),
          ...safe.map(line),
        ]),
    ...notes.flatMap((note) =>
      wrapWords(safeLine(note), width - INDENT.length).map((text) => paint.quiet(INDENT + text)),
    ),
    "",
  ];
}

/** For documents. Indentation of names is kept by signs that Markdown leaves alone. */
export function renderTableMarkdown({
  heading,
  titles,
  rows,
  notes,
}: ReportTable): readonly string[] {
  return [
    `## ${markdownText(heading)}`,
    "",
    ...(rows.length === 0
      ? []
      : [
          markdownRow(titles.map(markdownText)),
          markdownRule(titles.map((_, column) => (column === 0 ? "left" : "right"))),
          ...rows.map((row) => markdownRow(row.map(cell))),
          "",
        ]),
    ...notes.flatMap((note) => [markdownText(note), ""]),
  ];
}

const cell = (text: string): string =>
  markdownText(text.replace(/^ +/, (spaces) => "·".repeat(spaces.length)));
