import { formatMetric } from "../../quantity/format-metric.ts";
import { quantityText } from "../../quantity/quantity.ts";
import type { Line, Run } from "./history-data.ts";

const COMMIT_LENGTH = 7;

export const valueText = (value: number, unit: string): string =>
  Number.isFinite(value) ? quantityText(formatMetric(value, unit)) : "–";

/** "+12.0 %"; "–" where a ratio says nothing. */
export function changeText(ratio: number | null): string {
  if (ratio === null || !Number.isFinite(ratio)) return "–";
  const percent = ratio * 100;
  const digits = Math.abs(percent) >= 100 ? 0 : 1;
  return `${percent >= 0 ? "+" : "−"}${Math.abs(percent).toFixed(digits)} %`;
}

/** "2026-11-20 14:05", in UTC like everything in results. */
export const timeText = (timeMs: number): string =>
  new Date(timeMs).toISOString().slice(0, 16).replace("T", " ");

export const dayText = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

export const commitText = ({ commit, isDirty }: Run): string =>
  commit === "" ? "no commit" : `${commit.slice(0, COMMIT_LENGTH)}${isDirty ? " (modified)" : ""}`;

export const nameOf = ({ benchmark, metric }: Line): string =>
  metric === "time" ? benchmark : `${benchmark} · ${metric}`;

/** A word and a sign, so that it never depends on colour. */
export const VERDICT_WORDS = {
  worse: "▲ worse",
  better: "▼ better",
  moved: "◆ moved",
} as const;
