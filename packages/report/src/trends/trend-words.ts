import type { Cause, Trend, TrendChange } from "@paceline/analysis";

import { formatChange } from "../verdicts/change-text.ts";
import { safeLine } from "../words/safe-text.ts";

const COMMIT_LENGTH = 7;

/** "2026-01-20 worse +12.0 %: commits 1234567..89abcde". */
export function changeWords(change: TrendChange): string {
  const ratio = change.changeRatio === null ? null : 1 + change.changeRatio;
  const causes = change.causes.map(causeWords);
  const when = change.firstAfter.startedAt.slice(0, 10);
  const why = causes.length === 0 ? "nothing recorded differs" : causes.join(", ");
  return `${when} ${change.verdict} ${formatChange(ratio)}: ${why}`;
}

export function causeWords(cause: Cause): string {
  switch (cause.code) {
    case "commits":
      return `commits ${short(cause.from)}..${short(cause.to)}`;
    case "uncommitted":
      return `changes that were not committed, on ${short(cause.commitId)}`;
    case "runtime":
    case "host":
    case "system":
    case "tool":
      return `${cause.code} ${safeLine(cause.from)} to ${safeLine(cause.to)}`;
    default:
      return cause satisfies never;
  }
}

const short = (commitId: string): string => safeLine(commitId).slice(0, COMMIT_LENGTH);

/** The metric when it is not time. */
export const trendLabel = ({ key }: Trend): string =>
  safeLine(key.metric === "time" ? key.benchmarkId : `${key.benchmarkId} · ${key.metric}`);

/** What series must share; shown as a heading over those that do. */
export const trendPlace = ({ key }: Trend): string => safeLine(`${key.machine} · ${key.runtime}`);
