import type { Verdict } from "@paceline/analysis";

import { countVerdicts, formatChange, formatInterval } from "../../verdicts/change-text.ts";
import type { VerdictRow } from "../../verdicts/verdict-row.ts";
import { displayWidth, padEnd, padStart, truncateMiddle } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { safeLine } from "../../words/safe-text.ts";
import { wrapWords } from "../../words/wrap-words.ts";

export interface VerdictTableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  /** How the sides are called: files, names or commits. */
  readonly base: string;
  readonly head: string;
  readonly notes: readonly string[];
}

const GAP = "  ";
const LABEL_WIDTH_MIN = 16;
const INDENT = 4;
/** The verdict, the change and its interval: what is shown in any terminal. */
const COLUMN_COUNT_MIN = 3;

/** A table of verdicts with the reason under each that has one. Columns that a narrow terminal has no room for stand there. */
export function renderVerdicts(rows: readonly VerdictRow[], options: VerdictTableOptions): string {
  const { width, paint, base, head, notes } = options;
  const cells = rows.map(cellsOf);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...cells.map((row) => displayWidth(row[column]!))),
  );
  const { shownCount, room } = columnsIn(width, widths);
  const labels = rows.map(({ label }) => displayWidth(safeLine(label)));
  const labelWidth = Math.max(LABEL_WIDTH_MIN, Math.min(room, Math.max(0, ...labels)));
  const lines = rows.flatMap((row, index) => {
    const [verdict = "", ...numbers] = cells[index]!;
    const shown = numbers.slice(0, shownCount - 1);
    const hidden = numbers.slice(shownCount - 1).filter((cell) => cell !== "");
    const line = [
      colorOf(row.verdict, paint)(padEnd(verdict, widths[0]!)),
      padEnd(truncateMiddle(safeLine(row.label), labelWidth), labelWidth),
      ...shown.map((cell, column) => placed(cell, column + 1, widths, paint)),
    ].join(GAP);
    const below = [hidden.join(", "), row.reason].filter((words) => words !== "").join("; ");
    return [line.trimEnd(), ...indented(below, width).map((text) => paint.quiet(text))];
  });
  return [
    paint.heading(`${safeLine(head)} against ${safeLine(base)}`),
    "",
    ...lines,
    "",
    ...notes.flatMap((note) => wrapWords(note, width)),
    countVerdicts(rows) === "" ? "nothing was compared" : countVerdicts(rows),
    "",
  ].join("\n");
}

const cellsOf = (row: VerdictRow): readonly string[] => [
  row.verdict,
  formatChange(row.ratio),
  formatInterval(row),
  `±${Number((row.thresholdRatio * 100).toFixed(1))} %`,
  row.evidence,
];

/** How many columns leave room for a label, and how much. */
function columnsIn(
  width: number,
  widths: readonly number[],
): { readonly shownCount: number; readonly room: number } {
  for (let shownCount = widths.length; ; shownCount -= 1) {
    const fixed = widths.slice(0, shownCount).reduce((sum, each) => sum + each + GAP.length, 0);
    const room = width - fixed;
    if (room >= LABEL_WIDTH_MIN || shownCount === COLUMN_COUNT_MIN) return { shownCount, room };
  }
}

const INTERVAL_COLUMN = 2;
const EVIDENCE_COLUMN = 4;

function placed(cell: string, column: number, widths: readonly number[], paint: Paint): string {
  if (column === EVIDENCE_COLUMN) return paint.quiet(cell);
  const place = column === INTERVAL_COLUMN ? padEnd : padStart;
  return place(cell, widths[column]!);
}

const indented = (reason: string, width: number): readonly string[] =>
  reason === ""
    ? []
    : wrapWords(reason, Math.max(LABEL_WIDTH_MIN, width - INDENT)).map(
        (line) => `${" ".repeat(INDENT)}${line}`,
      );

const colorOf = (verdict: Verdict, paint: Paint): ((text: string) => string) =>
  ({
    faster: paint.good,
    same: paint.good,
    slower: paint.bad,
    invalid: paint.bad,
    unclear: paint.doubtful,
  })[verdict];
