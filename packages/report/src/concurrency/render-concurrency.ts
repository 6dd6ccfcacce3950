import type { ConcurrencyStudy } from "@paceline/analysis";

import { truncateEnd } from "../words/display-width.ts";
import { createPaint } from "../words/paint.ts";
import { safeLine } from "../words/safe-text.ts";
import { hangingParagraph, wrapWords } from "../words/wrap-words.ts";
import { renderClaims } from "./claims-section.ts";
import { countText } from "./figure-text.ts";
import { renderCrossovers } from "./crossover-section.ts";
import { renderMetricsTable } from "./metrics-table.ts";
import { renderTextPlot } from "./plot/text-plot.ts";
import { renderRateTable } from "./rate-table.ts";
import { renderRecommendation } from "./recommendation-section.ts";
import { renderScaling } from "./scaling-section.ts";

export interface ConcurrencyTextOptions {
  readonly width: number;
  readonly isColored: boolean;
  /** Facts of the run for the head: preset, elapsed time, machine. */
  readonly facts: readonly string[];
  /** Last lines: where the result is, what was not measured. */
  readonly closing: readonly string[];
}

/** A whole study for a terminal, the recommendation last, where a reader's eye ends. */
export function renderConcurrency(
  study: ConcurrencyStudy,
  { width, isColored, facts, closing }: ConcurrencyTextOptions,
): string {
  const paint = createPaint(isColored);
  // Names come from modules of the user's.
  const safe: ConcurrencyStudy = {
    ...study,
    scenario: safeLine(study.scenario),
    rows: study.rows.map((row) => ({ ...row, scenario: safeLine(row.scenario) })),
  };
  const lines = [
    paint.heading(`Event loop, threads or processes?  ${safe.scenario} agents`),
    ...facts.map((fact) => paint.quiet(truncateEnd(safeLine(fact), width))),
    "",
    ...renderRateTable(safe, width, paint),
    ...renderTextPlot(safe, width, paint),
    ...renderMetricsTable(safe, paint),
    ...renderScaling(safe.scaling, width, paint),
    ...renderCrossovers(safe.crossovers, width, paint),
    ...(safe.rows.length === 0 ? [] : renderClaims(safe.claims, width, paint)),
    ...renderRecommendation(safe, width, paint),
    ...failureLines(safe, width).map(paint.bad),
    ...closing.flatMap((line) => wrapWords(safeLine(line), width)),
  ];
  return `${lines.join("\n")}\n`;
}

/** What was thrown often is told once, with the first cell that it happened in. */
function failureLines({ failed }: ConcurrencyStudy, width: number): readonly string[] {
  if (failed.length === 0) return [];
  const byReason = Map.groupBy(failed, ({ reason }) => reason);
  return [
    `Errors: ${countText(failed.length, "cell")} could not be measured`,
    ...Array.from(byReason, ([reason, cells]) =>
      hangingParagraph(
        "  ",
        `${safeLine(reason)}: in ${safeLine(cells[0]!.id)}` +
          (cells.length === 1 ? "" : ` and ${cells.length - 1} more`),
        width,
      ),
    ).flat(),
    "",
  ];
}
