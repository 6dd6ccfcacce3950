import { assert } from "@paceline/core";
import type { Direction } from "@paceline/core";

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
  commitId: row["commit_id"] === null ? null : text(row, "commit_id"),
  isDirty: Boolean(row["is_dirty"]),
  hostname: text(row, "hostname"),
  systemRelease: text(row, "system_release"),
  runtime: text(row, "runtime"),
  pacelineVersion: text(row, "tool"),
});

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
