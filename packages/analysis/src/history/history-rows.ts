import { assert } from "@paceline/core";
import type { Bounds, Direction } from "@paceline/core";

import type { SeriesKey, SeriesPoint } from "../change-points/series.ts";

/** A row of a history's own tables, which both adapters name alike. */
type Row = Readonly<Record<string, unknown>>;

export const parseSeriesRow = (row: Row): SeriesKey => ({
  benchmarkId: text(row, "benchmark"),
  metric: text(row, "metric"),
  unit: text(row, "unit"),
  direction: direction(row),
  machine: text(row, "machine"),
  runtime: text(row, "runtime"),
});

export const parsePointRow = (row: Row): SeriesPoint => ({
  runId: text(row, "id"),
  startedAt: text(row, "started_at"),
  value: Number(row["value"]),
  interval: intervalOf(row["interval_low"], row["interval_high"]),
  ...parseOriginRow(row),
});

/** Where a run comes from: what its points say beside their values. */
export type PointOrigin = Pick<
  SeriesPoint,
  "commitId" | "isDirty" | "hostname" | "systemRelease" | "runtime" | "pacelineVersion"
>;

export const parseOriginRow = (row: Row): PointOrigin => ({
  commitId: row["commit_id"] === null ? null : text(row, "commit_id"),
  isDirty: Boolean(row["is_dirty"]),
  hostname: text(row, "hostname"),
  systemRelease: text(row, "system_release"),
  runtime: text(row, "runtime"),
  pacelineVersion: text(row, "tool"),
});

export const intervalOf = (low: unknown, high: unknown): Bounds | null =>
  low === null || high === null ? null : { low: Number(low), high: Number(high) };

/** A row of two texts. */
export function parseFingerprintValues(values: unknown): readonly [string, string] {
  assert(Array.isArray(values), "a row of the history is no list");
  const [source, fingerprint]: readonly unknown[] = values;
  return [asText(source), asText(fingerprint)];
}

export function asText(value: unknown): string {
  assert(typeof value === "string", "the history holds something else where a text must be");
  return value;
}

function text(row: Row, name: string): string {
  const value = row[name];
  assert(typeof value === "string", `the history's column "${name}" is no text`);
  return value;
}

function direction(row: Row): Direction {
  const value = row["direction"];
  assert(
    value === "lower" || value === "higher" || value === "none",
    "no direction in the history",
  );
  return value;
}
