import type { VerdictRow } from "../../verdicts/verdict-row.ts";
import { csvCell } from "./csv-cell.ts";

const COLUMNS = [
  "benchmark",
  "verdict",
  "ratio",
  "low",
  "high",
  "confidence",
  "threshold",
  "reason",
] as const;

/** Verdicts as comma-separated values by RFC 4180, full precision, empty where there is no number. */
export const renderVerdictsCsv = (rows: readonly VerdictRow[]): string =>
  [
    COLUMNS.join(","),
    ...rows.map((row) =>
      [
        row.label,
        row.verdict,
        row.ratio,
        row.low,
        row.high,
        row.confidenceRatio,
        row.thresholdRatio,
        row.reason,
      ]
        .map(csvCell)
        .join(","),
    ),
    "",
  ].join("\r\n");
