import type { StudyCrossover } from "@paceline/analysis";

import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { formatDigits } from "../quantity/significant-digits.ts";
import { padEnd } from "../words/display-width.ts";
import type { Paint } from "../words/paint.ts";
import { hangingParagraph } from "../words/wrap-words.ts";
import { BACKEND_WORDS, countText } from "./figure-text.ts";

/** From where on threads and processes pay against the event loop. */
export function renderCrossovers(
  crossovers: readonly StudyCrossover[],
  width: number,
  paint: Paint,
): readonly string[] {
  if (crossovers.length === 0) return [];
  return [
    `${paint.heading("Crossovers")}  ${paint.quiet("from where on a backend beats the event loop")}`,
    ...crossovers.flatMap((each) =>
      hangingParagraph(
        `  ${padEnd(BACKEND_WORDS[each.backend], 11)}`,
        `${crossoverText(each)}${fixedText(each)}`,
        width,
      ),
    ),
    "",
  ];
}

/** "from 12 agents (8–20)", "at no number of agents from 1 to 30". */
export function crossoverText({ axis, places, crossover }: StudyCrossover): string {
  const lowest = placeText(places[0]!, axis);
  const highest = placeText(places.at(-1)!, axis);
  const range =
    axis === "agents"
      ? `number of agents from ${places[0]!} to ${places.at(-1)!}`
      : `work from ${lowest} to ${highest} per agent and call`;
  switch (crossover.state) {
    case "always":
      return axis === "agents" ? `at every ${range}` : `at all ${range}`;
    case "never":
      return `at no ${range}`;
    case "unclear":
      return `unclear at any ${range}: more forks are needed`;
    default: {
      const { estimate, low, high } = crossover;
      const from = low === null ? `below ${lowest}` : placeText(low, axis);
      const to = high === null ? "never" : placeText(high, axis);
      const unit = axis === "work" ? " of work per agent and call" : "";
      return `from ${placeText(estimate, axis)}${unit} (${from} – ${to})`;
    }
  }
}

const placeText = (place: number, axis: StudyCrossover["axis"]): string => {
  if (axis === "work") return quantityText(formatMetric(place, "ns"));
  return Number.isInteger(place)
    ? countText(place, "agent")
    : `${formatDigits(place, 2, 1)} agents`;
};

/** What stayed the same along the axis. */
function fixedText({ axis, agentCount, workNs }: StudyCrossover): string {
  if (axis === "work" && agentCount !== null) return `, with ${countText(agentCount, "agent")}`;
  if (axis === "agents" && workNs !== null)
    return `, at ${quantityText(formatMetric(workNs, "ns"))} a step`;
  return "";
}
