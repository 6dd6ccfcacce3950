import { rankCauses } from "@paceline/profile";
import type { Effect, ProfileDiff } from "@paceline/profile";

import { plural } from "../../run/run-facts.ts";
import { displayWidth, padEnd, padStart, truncateMiddle } from "../../words/display-width.ts";
import type { Paint } from "../../words/paint.ts";
import { safeLine } from "../../words/safe-text.ts";
import { wrapWords } from "../../words/wrap-words.ts";
import { nameFrames } from "../picture-frame.ts";
import { differenceNotes } from "./difference-notes.ts";
import {
  effectWeightWords,
  intervalWords,
  moreRunsWords,
  signedWords,
  VERDICT_WORDS,
} from "./effect-words.ts";

export interface DifferenceTableOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  readonly rowCountMax: number;
  readonly title: string;
}

interface Row {
  readonly name: string;
  readonly effect: Effect;
  readonly verdict: string;
}

const GAP = "  ";
const NAME_WIDTH_MIN = 16;

/** What came out and the functions that changed most, for a terminal of any width. */
export function renderDifferenceTable(
  diff: ProfileDiff,
  { width, paint, rowCountMax, title }: DifferenceTableOptions,
): string {
  const { rows, restCount } = rowsOf(diff, rowCountMax);
  const notes = differenceNotes(diff).flatMap((note) => wrapWords(note, width));
  return [
    paint.heading(safeLine(title)),
    ...notes,
    "",
    ...tableOf(rows, diff, { width, paint }),
    ...(restCount > 0 ? [paint.quiet(plural(restCount, "more function"))] : []),
    "",
  ].join("\n");
}

/** Causes first, the largest change before others; then what cannot be told, to say what it hides. */
function rowsOf(
  diff: ProfileDiff,
  rowCountMax: number,
): { readonly rows: readonly Row[]; readonly restCount: number } {
  const frames = nameFrames(diff.frames, diff.tree.frames);
  const nameOf = (frame: number): string => frames[frame]?.name ?? "";
  const causes = rankCauses(diff).map(({ kind, frames: both, effect }): Row => ({
    name: both.map(nameOf).join(" ↔ "),
    effect,
    verdict: kind === "moved" ? "moved by inlining" : VERDICT_WORDS[effect.verdict],
  }));
  const open = diff.functions
    .filter(({ self, movedWith }) => self.verdict === "cannot-tell" && movedWith === null)
    .map(({ frame, self }): Row => ({
      name: nameOf(frame),
      effect: self,
      verdict: [VERDICT_WORDS[self.verdict], moreRunsWords(self)]
        .filter((text) => text !== null)
        .join("; "),
    }));
  const all = [...causes, ...open];
  return { rows: all.slice(0, rowCountMax), restCount: Math.max(0, all.length - rowCountMax) };
}

/** Figures in columns; the verdict below where there is no room beside them. */
function tableOf(
  rows: readonly Row[],
  diff: ProfileDiff,
  { width, paint }: Pick<DifferenceTableOptions, "width" | "paint">,
): readonly string[] {
  if (rows.length === 0) return ["no function is known to have changed"];
  const words = effectWeightWords(diff);
  const cells = rows.map(({ effect }) => [
    words(effect.base),
    words(effect.head),
    signedWords(effect.delta, words),
    intervalWords(effect, words),
  ]);
  const heads = ["base", "head", "change", "95 % interval"];
  const widths = heads.map((head, column) =>
    Math.max(displayWidth(head), ...cells.map((row) => displayWidth(row[column]!))),
  );
  const figuresWidth = widths.reduce((sum, each) => sum + each + GAP.length, 0);
  const longest = Math.max(...rows.map(({ name }) => displayWidth(name)));
  const nameWidth = Math.max(NAME_WIDTH_MIN, Math.min(longest, width - figuresWidth));
  const isFolded = nameWidth + figuresWidth > width;
  const line = (name: string, figures: readonly string[]): readonly string[] => {
    const text = figures.map((figure, column) => padStart(figure, widths[column]!)).join(GAP);
    return isFolded
      ? [truncateMiddle(name, width), `${GAP}${text.trimStart()}`]
      : [`${padEnd(truncateMiddle(name, nameWidth), nameWidth)}${GAP}${text}`.trimEnd()];
  };
  return [
    ...line("function", heads).map(paint.quiet),
    ...rows.flatMap(({ name, verdict, effect }, index) => [
      ...line(safeLine(name), cells[index]!),
      ...wrapWords(verdict, width - 4).map((text) => `    ${paintOf(effect, paint)(text)}`),
    ]),
  ];
}

const paintOf = ({ verdict, delta }: Effect, paint: Paint): ((text: string) => string) =>
  verdict !== "changed" ? paint.quiet : delta > 0 ? paint.bad : paint.good;
