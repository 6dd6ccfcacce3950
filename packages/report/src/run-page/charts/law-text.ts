import type { Estimated, ScalingDoubt } from "@paceline/analysis";

import type { ScalingSeries } from "./scaling-series.ts";

const DOUBT_WORDS: Readonly<Record<ScalingDoubt, string>> = {
  "lack-of-fit": "the law misses a point by over 10 %, more than its forks differ",
  "beyond-data": "the peak lies outside of what was measured",
  "no-peak": "the data do not show that there is a peak",
};

const REASON_WORDS = {
  "too-few-counts": "fewer than four numbers were measured",
  "too-few-forks": "a number with a single fork has no interval",
};

/** One sentence on the Universal Scalability Law of a series, or why there is none. */
export function lawText({ label, law }: ScalingSeries): readonly string[] {
  if (law === null) return [];
  const who = label === "" ? "" : `${label}: `;
  if (law.state === "unclear")
    return [`${who}no fit of the Universal Scalability Law, because ${REASON_WORDS[law.reason]}`];
  const peak = law.peak.estimate === null ? "no peak" : `peak at ${law.peak.estimate.toFixed(1)}`;
  const doubts = law.doubts.map((doubt) => `; but ${DOUBT_WORDS[doubt]}`).join("");
  return [
    `${who}contention ${ratio(law.contention)}, coherency ${ratio(law.coherency)}, ${peak} (dashed line: Universal Scalability Law)${doubts}`,
  ];
}

const ratio = ({ estimate, low, high }: Estimated): string =>
  `${percent(estimate)} % (${percent(low)} to ${percent(high)})`;

const percent = (value: number): string => (value * 100).toFixed(value * 100 < 10 ? 1 : 0);
