import type { VerdictRow } from "./verdict-row.ts";

/** +10.2 %, -3.1 %, ×4.20 beyond a doubling; "–" where there is none. */
export function formatChange(ratio: number | null): string {
  if (ratio === null) return "–";
  if (ratio >= 2 || ratio <= 0.5) return `×${ratio.toPrecision(3)}`;
  const percent = (ratio - 1) * 100;
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(1)} %`;
}

/** [+8.0 %, +12.4 %]; an open end is "…". */
export function formatInterval({ low, high }: Pick<VerdictRow, "low" | "high">): string {
  if (low === null && high === null) return "";
  return `[${low === null ? "…" : formatChange(low)}, ${high === null ? "…" : formatChange(high)}]`;
}

/** Counts of verdicts in the order of concern: "1 slower · 3 same". */
export function countVerdicts(rows: readonly VerdictRow[]): string {
  const order = ["invalid", "slower", "unclear", "faster", "same"] as const;
  const counts = order.map((verdict) => ({
    verdict,
    count: rows.filter((row) => row.verdict === verdict).length,
  }));
  return counts
    .filter(({ count }) => count > 0)
    .map(({ verdict, count }) => `${count} ${verdict}`)
    .join(" · ");
}
