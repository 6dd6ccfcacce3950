import type { RunResult } from "@paceline/core";

import { SMOKE_DOUBT, summarizeWarnings } from "../../warnings/summarize-warnings.ts";
import type { WarningSummary } from "../../warnings/summarize-warnings.ts";
import type { Paint } from "../../words/paint.ts";
import { hangingParagraph, wrapWords } from "../../words/wrap-words.ts";

/** Names that are listed before the rest becomes a number. */
const LABEL_COUNT_SHOWN_MAX = 3;

/**
 * What may be wrong with the numbers, in words; one paragraph for each kind of doubt. Of a smoke run one line, since
 * all of its numbers are doubtful in all ways.
 */
export function renderWarnings(
  { benchmarks, preset }: Pick<RunResult, "benchmarks" | "preset">,
  width: number,
  paint: Paint,
): readonly string[] {
  const summaries = summarizeWarnings(benchmarks);
  if (summaries.length === 0) return [];
  if (preset === "smoke") return [...wrapWords(SMOKE_DOUBT, width).map(paint.quiet), ""];
  return [
    `${paint.heading("Warnings")}  ${paint.quiet("what may be wrong with numbers")}`,
    ...summaries.flatMap((summary) => paragraph(summary, benchmarks.length, width, paint)),
    "",
  ];
}

function paragraph(
  summary: WarningSummary,
  benchmarkCount: number,
  width: number,
  paint: Paint,
): readonly string[] {
  const { code, seen, cause, advice } = summary;
  const sentence = `${code}: ${seen}. Likely: ${cause}. Try: ${advice}.`;
  const [first = "", ...rest] = hangingParagraph("! ", sentence, width);
  return [
    paint.doubtful(first.slice(0, 2)) + first.slice(2),
    ...rest,
    ...hangingParagraph("  ", whereText(summary, benchmarkCount), width).map(paint.quiet),
  ];
}

/** "in all 12 benchmarks (31 times)", "in 9 of 12 benchmarks", or the first few names. */
function whereText(
  { benchmarkLabels, warningCount }: WarningSummary,
  benchmarkCount: number,
): string {
  const count = benchmarkLabels.length;
  const times = warningCount > count ? ` (${warningCount} times)` : "";
  if (count > LABEL_COUNT_SHOWN_MAX && count === benchmarkCount)
    return `in all ${count} benchmarks${times}`;
  // Of most of a run the names tell nothing: it is the machine, or the preset.
  if (count > LABEL_COUNT_SHOWN_MAX && count > benchmarkCount / 2)
    return `in ${count} of ${benchmarkCount} benchmarks${times}`;
  const shown = benchmarkLabels.slice(0, LABEL_COUNT_SHOWN_MAX).join(", ");
  const more = count - LABEL_COUNT_SHOWN_MAX;
  return `in ${shown}${more > 0 ? ` and ${more} more` : ""}${times}`;
}
