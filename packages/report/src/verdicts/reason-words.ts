import type { MetricComparison, PairComparison } from "@paceline/analysis";

import { safeLine } from "../words/safe-text.ts";

type Reason = MetricComparison["reason"] | PairComparison["reason"];

/** What the two sides are called: files, releases, commits. */
export interface SideNames {
  readonly base: string;
  readonly head: string;
}

const UNNAMED: SideNames = { base: "the base", head: "the head" };

const moreWords = (countNeeded: number | null): string =>
  countNeeded === null ? "measure in pairs" : `some ${countNeeded} a side would tell, or pairs`;

/** Why a verdict is what it is, and for a missing one what to do. Empty where the numbers say it all. */
export function reasonWords(reason: Reason, names: SideNames = UNNAMED): string {
  switch (reason.code) {
    case "interval-beyond-threshold":
    case "interval-inside-threshold":
      return "";
    case "interval-straddles":
      return `the interval reaches over the threshold: ${moreWords(reason.replicateCountNeeded)}`;
    case "family-wise-level":
      return `clear alone, not clear enough among so many: ${moreWords(reason.replicateCountNeeded)}`;
    case "one-replicate":
      return `the ${reason.side} has one process, which shows no spread: measure more forks`;
    case "needs-more-pairs":
      return "not decided when the budget ended: give it more";
    case "pair-limit":
      return `not decided after ${reason.pairCountMax} pairs: the change is about the threshold`;
    case "pair-failed":
      return `could not be measured: ${safeLine(reason.message)}`;
    case "missing-in-base":
      return "only in the head: there is nothing to compare it with (--allow new leaves it out)";
    case "missing-in-head":
      return "only in the base: it was not measured (--allow missing leaves it out)";
    case "duplicate-benchmark":
      return `the ${reason.side} has ${reason.count} benchmarks of this name`;
    case "not-completed": {
      const what = reason.status === "failed" ? "failed" : `is ${reason.status}`;
      const why = reason.message === null ? "" : `: ${safeLine(reason.message)}`;
      return `it ${what} in ${safeLine(names[reason.side])}${why}`;
    }
    case "missing-metric":
      return `the ${reason.side} does not have this metric`;
    case "no-samples":
      return `the ${reason.side} has no samples`;
    case "non-positive-samples":
      return `the ${reason.side} has the sample ${reason.value}: a ratio needs positive ones`;
    case "not-finite-samples":
      return `the ${reason.side} has samples that are not finite`;
    case "other-unit":
      return `the unit is ${safeLine(reason.base)} in the base and ${safeLine(reason.head)} in the head`;
    case "other-settings":
      return `${reason.setting} is ${safeLine(reason.base)} in the base and ${safeLine(reason.head)} in the head`;
    case "other-machine":
      return `other machines: ${safeLine(reason.base)} and ${safeLine(reason.head)} (--allow machine compares all the same)`;
    case "other-runtime":
      return `other runtimes: ${safeLine(reason.base)} and ${safeLine(reason.head)} (--allow runtime compares all the same)`;
    default:
      return reason satisfies never;
  }
}
