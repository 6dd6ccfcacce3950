import type { Estimated, EstimatedPeak, WorkerScaling } from "@paceline/analysis";

import { formatDigits } from "../quantity/significant-digits.ts";
import { padEnd } from "../words/display-width.ts";
import type { Paint } from "../words/paint.ts";
import { hangingParagraph, wrapParts } from "../words/wrap-words.ts";
import { BACKEND_WORDS, figureText } from "./figure-text.ts";

const UNCLEAR_WORDS = {
  "too-few-counts": "cannot tell: fewer than four numbers of workers were measured",
  "too-few-forks": "cannot tell: a single fork of some cell; try a longer preset",
} as const;

const DOUBT_WORDS = {
  "lack-of-fit": "the law misses a point by over 10 %, more than its forks differ",
  "beyond-data": "the peak lies beyond what was measured",
  "no-peak": "the data do not show that there is a peak",
} as const;

/** Rates by workers and what the Universal Scalability Law makes of them. */
export function renderScaling(
  scaling: readonly WorkerScaling[],
  width: number,
  paint: Paint,
): readonly string[] {
  const [first] = scaling;
  if (first === undefined) return [];
  return [
    `${paint.heading("Workers")}  ${paint.quiet(`${first.agentCount} agents; Universal Scalability Law with 95 % intervals`)}`,
    ...scaling.flatMap((each) => [...pointLines(each, width), ...lawLines(each, width, paint)]),
    "",
  ];
}

function pointLines({ backend, points }: WorkerScaling, width: number): readonly string[] {
  const lead = `  ${padEnd(BACKEND_WORDS[backend], 11)}`;
  const parts = points.map(({ count, rate, efficiencyRatio }) => {
    const share = efficiencyRatio === null ? "" : ` (${Math.round(efficiencyRatio * 100)} %)`;
    return `${count}: ${figureText(rate, "per-second")}${share}`;
  });
  return wrapParts(parts, "  ", width - lead.length).map(
    (line, index) => (index === 0 ? lead : " ".repeat(lead.length)) + line,
  );
}

function lawLines({ estimate }: WorkerScaling, width: number, paint: Paint): readonly string[] {
  const lead = " ".repeat(13);
  if (estimate.state === "unclear")
    return hangingParagraph(lead, UNCLEAR_WORDS[estimate.reason], width).map(paint.doubtful);
  const { contention, coherency, peak, doubts } = estimate;
  const law = [
    `contention ${percentText(contention)}`,
    `coherency ${percentText(coherency)}`,
    `peak ${peakText(peak)}`,
  ].join(", ");
  return [
    ...hangingParagraph(lead, law, width),
    ...doubts.flatMap((doubt) =>
      hangingParagraph(lead, `but ${DOUBT_WORDS[doubt]}`, width).map(paint.doubtful),
    ),
  ];
}

const percentText = ({ estimate, low, high }: Estimated): string =>
  `${percent(estimate)} % (${percent(low)}–${percent(high)})`;

const percent = (ratio: number): string => formatDigits(ratio * 100, 2, 1);

function peakText({ estimate, low, high }: EstimatedPeak): string {
  const interval = `(${peakEnd(low)}–${peakEnd(high)})`;
  return estimate === null ? `none ${interval}` : `at ${peakEnd(estimate)} workers ${interval}`;
}

const peakEnd = (value: number | null): string =>
  value === null ? "none" : formatDigits(value, 2, 1);
