import type { BenchmarkResult } from "@paceline/core";

import { ELSEWHERE, peerTableOf } from "../../peers/peer-rows.ts";
import type { PeerRow, PeerTable } from "../../peers/peer-rows.ts";
import { ABSENT } from "../../quantity/quantity.ts";
import { padEnd, padStart, widest } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { hangingParagraph, wrapParts, wrapWords } from "../../words/wrap-words.ts";

const INDENT = "  ";
const GAP = "  ";
const BULLET = "  - ";
/** With less for both names a table tells nothing: each peer takes two lines or more instead. */
const NAMES_WIDTH_MIN = 24;

type Widths = Readonly<Record<keyof PeerRow, number>>;

/** What others need for the same work beside what we need, and below it where theirs comes from. */
export function renderPeers(
  benchmarks: readonly BenchmarkResult[],
  width: number,
  paint: Paint,
): readonly string[] {
  const table = peerTableOf(benchmarks);
  if (table === null) return [];
  const widths = widthsOf(table, width);
  return [
    paint.heading("Beside peers"),
    ...(widths === null
      ? table.rows.flatMap((row) => stackedLines(row, width))
      : tableLines(table, widths, paint)),
    ...[
      ...wrapWords(ELSEWHERE, width),
      ...table.notes.flatMap((note) => hangingParagraph(BULLET, note, width)),
    ].map(paint.quiet),
    "",
  ];
}

function tableLines({ titles, rows }: PeerTable, widths: Widths, paint: Paint): readonly string[] {
  const lineWidth =
    Object.values(widths).reduce((total, column) => total + column, 0) +
    INDENT.length +
    4 * GAP.length;
  return [
    ...rowLines(titles, widths).map(paint.quiet),
    paint.quiet("─".repeat(lineWidth)),
    ...rows.flatMap((row, index) =>
      // A benchmark with several peers is named once.
      rowLines(row.label === rows[index - 1]?.label ? { ...row, label: "" } : row, widths),
    ),
  ];
}

/** Names wrap, figures do not. */
function rowLines(row: PeerRow, widths: Widths): readonly string[] {
  const labelLines = wrapWords(row.label, widths.label);
  const peerLines = wrapWords(row.peer, widths.peer);
  return Array.from({ length: Math.max(labelLines.length, peerLines.length) }, (_, index) => {
    const names = [
      INDENT + padEnd(labelLines[index] ?? "", widths.label),
      padEnd(peerLines[index] ?? "", widths.peer),
    ];
    if (index > 0) return names.join(GAP).trimEnd();
    return [
      ...names,
      padStart(row.theirs, widths.theirs),
      padStart(row.ours, widths.ours),
      padStart(row.ratio, widths.ratio),
    ].join(GAP);
  });
}

/** For narrow terminals: who with whom on one line, the figures on the next. */
function stackedLines(row: PeerRow, width: number): readonly string[] {
  const figures = [`its ${row.theirs}`, `ours ${row.ours}`];
  if (row.ratio !== ABSENT.digits) figures.push(row.ratio);
  const indent = INDENT + INDENT;
  return [
    ...hangingParagraph(INDENT, `${row.label}: ${row.peer}`, width),
    ...wrapParts(figures, " · ", width - indent.length).map((line) => indent + line),
  ];
}

/** Figures get what they need, names share the rest. Null when that is too little for a table. */
function widthsOf({ titles, rows }: PeerTable, width: number): Widths | null {
  const wanted = (column: keyof PeerRow): number =>
    widest([titles, ...rows].map((row) => row[column]));
  const [theirs, ours, ratio] = [wanted("theirs"), wanted("ours"), wanted("ratio")];
  const room = width - INDENT.length - 4 * GAP.length - theirs - ours - ratio;
  if (room < NAMES_WIDTH_MIN) return null;
  const label = wanted("label");
  const peer = Math.min(wanted("peer"), Math.max(room - label, Math.floor(room / 2)));
  return { label: Math.min(label, room - peer), peer, theirs, ours, ratio };
}
