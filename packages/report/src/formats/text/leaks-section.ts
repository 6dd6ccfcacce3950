import type { RunResult } from "@paceline/core";

import { leakRowsOf } from "../../memory/leak-rows.ts";
import type { LeakRow, LeakTone } from "../../memory/leak-rows.ts";
import { padEnd, padStart, truncateMiddle, widest } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { hangingParagraph } from "../../words/wrap-words.ts";

const GAP = "  ";
const SIGNS: Readonly<Record<LeakTone, string>> = {
  good: "✓",
  bad: "✗",
  doubtful: "?",
  quiet: "…",
};
const COLUMNS = ["heap", "buffers", "workers", "detectable"] as const;
const TITLES: Readonly<Record<(typeof COLUMNS)[number], string>> = {
  heap: "heap",
  buffers: "buffers",
  workers: "workers",
  detectable: "finds from",
};
const LABEL_TITLE = "growth per operation";
/** A name is cut below what it needs, but not to nothing. */
const LABEL_WIDTH_MIN = 12;

/** What leaks: one row for each leak benchmark, with what grows below it. */
export function renderLeaks(result: RunResult, width: number, paint: Paint): readonly string[] {
  const rows = leakRowsOf(result);
  if (rows.length === 0) return [];
  const numberWidths = COLUMNS.map((name) =>
    widest([TITLES[name], ...rows.map((row) => row[name])]),
  );
  const verdictWidth = widest(["verdict", ...rows.map(({ verdict }) => verdict)]);
  const fixed =
    2 + numberWidths.reduce((sum, each) => sum + GAP.length + each, 0) + GAP.length + verdictWidth;
  const labelWidth = Math.max(
    LABEL_WIDTH_MIN,
    Math.min(widest([LABEL_TITLE, ...rows.map(({ label }) => label)]), width - fixed),
  );
  const numbers = (texts: readonly string[]): string =>
    texts.map((text, index) => GAP + padStart(text, numberWidths[index]!)).join("");
  const heading = `${paint.heading("Leaks")}  ${paint.quiet(countsText(rows))}`;
  const titles = `  ${padEnd(truncateMiddle(LABEL_TITLE, labelWidth), labelWidth)}${numbers(COLUMNS.map((name) => TITLES[name]))}${GAP}verdict`;
  return [
    heading,
    paint.quiet(titles),
    paint.quiet("─".repeat(Math.min(width, labelWidth + fixed))),
    ...rows.flatMap((row) => {
      const label = padEnd(truncateMiddle(row.label, labelWidth), labelWidth);
      const cells = numbers(COLUMNS.map((name) => row[name]));
      const tone = tonePaint(row.tone, paint);
      return [
        `${tone(SIGNS[row.tone])} ${label}${cells}${GAP}${tone(row.verdict)}`,
        ...row.notes.flatMap((note) => hangingParagraph("    ", note, width)).map(paint.quiet),
      ];
    }),
    "",
  ];
}

function countsText(rows: readonly LeakRow[]): string {
  const counts = [...Map.groupBy(rows, ({ verdict }) => verdict)].map(
    ([verdict, members]) => `${members.length} ${verdict}`,
  );
  return counts.join(" · ");
}

function tonePaint(tone: LeakTone, paint: Paint): (text: string) => string {
  return tone === "doubtful" ? paint.doubtful : paint[tone];
}
