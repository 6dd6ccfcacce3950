import type { Effect, ProfileDiff } from "@paceline/profile";

import { formatMetric } from "../../quantity/format-metric.ts";
import { quantityText } from "../../quantity/quantity.ts";
import { plural } from "../../run/run-facts.ts";

/** Weights of a difference in words: "45.6 ns/op", "1.23 %" of the whole, "12.3 ms". */
export function effectWeightWords({
  unit,
  normalization,
}: Pick<ProfileDiff, "unit" | "normalization">): (weight: number) => string {
  if (normalization === "share") return (weight) => quantityText(formatMetric(weight, "ratio"));
  const suffix = normalization === "per-operation" ? "/op" : "";
  return (weight) => `${quantityText(formatMetric(weight, unit))}${suffix}`;
}

/** With its sign, so that a reader sees which way it went. */
export const signedWords = (weight: number, words: (weight: number) => string): string =>
  weight > 0 ? `+${words(weight)}` : words(weight);

/** "+12.3 ns/op to +45.6 ns/op", or why there is no interval. */
export function intervalWords(
  { interval }: Pick<Effect, "interval">,
  words: (weight: number) => string,
): string {
  return interval === null
    ? "no interval"
    : `${signedWords(interval.low, words)} to ${signedWords(interval.high, words)}`;
}

/** What would tell what cannot be told; null where nothing needs to. */
export const moreRunsWords = ({ extraRunCount }: Pick<Effect, "extraRunCount">): string | null =>
  extraRunCount === null
    ? null
    : `about ${plural(extraRunCount, "run")} more on each side would tell`;

export const VERDICT_WORDS: Readonly<Record<Effect["verdict"], string>> = {
  changed: "changed",
  unchanged: "unchanged",
  "cannot-tell": "cannot tell",
};
