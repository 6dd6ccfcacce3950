import type { ConcurrencyStudy, Recommendation, RecommendationEvidence } from "@paceline/analysis";

import type { Paint } from "../words/paint.ts";
import { hangingParagraph, wrapWords } from "../words/wrap-words.ts";
import { crossoverText } from "./crossover-section.ts";
import { BACKEND_WORDS, countText, ratioText } from "./figure-text.ts";

/** What to use, and what says so. */
export function renderRecommendation(
  { recommendation, scenario }: ConcurrencyStudy,
  width: number,
  paint: Paint,
): readonly string[] {
  return [
    paint.heading("Recommendation"),
    ...wrapWords(adviceText(recommendation, scenario), width - 2).map((line) => `  ${line}`),
    ...evidenceTexts(recommendation).flatMap((text) => hangingParagraph("  · ", text, width)),
    "",
  ];
}

function adviceText({ backend, isSettled, workerCount }: Recommendation, scenario: string): string {
  if (backend === "unclear")
    return "Too little was measured to recommend anything: choose a longer preset, or a quieter machine.";
  if (backend === "event-loop")
    return (
      `Keep these agents (${scenario}) on the event loop: nothing here was shown to beat it.` +
      (isSettled ? "" : " Some intervals are too wide to exclude that something does; see below.")
    );
  const workers = workerCount === null ? "" : ` with ${countText(workerCount, "worker")}`;
  return (
    `Use ${BACKEND_WORDS[backend]}${workers} where agents are as many, or work as long, as said below; ` +
    `stay on the event loop below that.`
  );
}

function evidenceTexts({ best, worst, crossovers }: Recommendation): readonly string[] {
  return [
    ...(best === null ? [] : [`at best ${evidenceText(best)}`]),
    ...crossovers
      // What is unclear is no evidence; it stands in its own section.
      .filter(({ crossover }) => crossover.state !== "unclear")
      .map((each) => `${BACKEND_WORDS[each.backend]} pay ${crossoverText(each)}`),
    ...(worst === null || worst === best ? [] : [`at worst ${evidenceText(worst)}`]),
  ];
}

function evidenceText({ backend, row, ratio }: RecommendationEvidence): string {
  const facts = [
    countText(row.agentCount, "agent"),
    ...(row.depth === 1 ? [] : [`plans of ${row.depth} steps`]),
    ...(row.stepsPerCall === 1 ? [] : [`${row.stepsPerCall} steps a call`]),
  ].join(", ");
  return `${BACKEND_WORDS[backend]} run at ${ratioText(ratio)} of the event loop: ${row.scenario}, ${facts}`;
}
