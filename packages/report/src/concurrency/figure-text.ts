import type { Figure, StudyBackendName } from "@paceline/analysis";
import type { Unit } from "@paceline/core";

import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { formatDigits } from "../quantity/significant-digits.ts";

export const BACKEND_WORDS: Readonly<Record<StudyBackendName, string>> = {
  "event-loop": "event loop",
  threads: "threads",
  processes: "processes",
};

/** "84.5 k/s", or a dash where nothing was measured. */
export const figureText = (figure: Figure | null, unit: Unit): string =>
  quantityText(formatMetric(figure?.estimate ?? null, unit));

/** "×1.52 (1.31–1.80)"; without an interval where one fork was all there was. */
export function ratioText(ratio: Figure | null): string {
  if (ratio === null) return "–";
  const { estimate, low, high } = ratio;
  const interval = low === null || high === null ? "" : ` (${digits(low)}–${digits(high)})`;
  return `×${digits(estimate)}${interval}`;
}

// A hundredth and less is where workers cannot pay: zeros alone would not say by how much.
const digits = (value: number): string => formatDigits(value, 2, value < 0.01 ? 4 : 2);

/** "1 agent", "30 agents". */
export const countText = (count: number, noun: string): string =>
  `${count.toLocaleString("en-US")} ${noun}${count === 1 ? "" : "s"}`;
