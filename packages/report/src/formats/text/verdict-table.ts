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

/** A table of verdicts with the reason under each that has one, for a terminal of any width. */
export function renderVerdicts(rows: readonly VerdictRow[], options: VerdictTableOptions): string {
  const { width, paint, base, head, notes } = options;
  const cells = rows.map((row) => [
    row.verdict,
    formatChange(row.ratio),
    formatInterval(row),
    `±${Number((row.thresholdRatio * 100).toFixed(1))} %`,
    row.evidence,
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...cells.map((row) => displayWidth(row[column]!))),
  );
  const fixed = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const labelWidth = Math.max(
    LABEL_WIDTH_MIN,
    Math.min(width - fixed, Math.max(0, ...rows.map(({ label }) => displayWidth(safeLine(label))))),
  );
  const lines = rows.flatMap((row, index) => {
    const [verdict = "", change = "", interval = "", threshold = "", evidence = ""] = cells[index]!;
    const line = [
      colorOf(row.verdict, paint)(padEnd(verdict, widths[0]!)),
      padEnd(truncateMiddle(safeLine(row.label), labelWidth), labelWidth),
      padStart(change, widths[1]!),
      padEnd(interval, widths[2]!),
      padStart(threshold, widths[3]!),
      paint.quiet(evidence),
    ].join(GAP);
    return [line.trimEnd(), ...indented(row.reason, width).map((text) => paint.quiet(text))];
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
