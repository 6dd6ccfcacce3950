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
  commitId: row["commit_id"] === null ? null : text(row, "commit_id"),
  isDirty: Boolean(row["is_dirty"]),
  hostname: text(row, "hostname"),
  systemRelease: text(row, "system_release"),
  runtime: text(row, "runtime"),
  pacelineVersion: text(row, "tool"),
});

/** Columns of a point in the order of {@link parsePointValues}, for rows that come as lists. */
export const POINT_COLUMNS =
  "point.value, point.interval_low, point.interval_high, run.id, run.started_at, run.commit_id, run.is_dirty, run.hostname, run.system_release, run.runtime, run.tool";

export function parsePointValues(values: unknown): SeriesPoint {
  assert(
    Array.isArray(values) && values.length === 11,
    "a point of the history has eleven columns",
  );
  const [
    value,
    low,
    high,
    runId,
    startedAt,
    commitId,
    isDirty,
    hostname,
    systemRelease,
    runtime,
    tool,
  ]: readonly unknown[] = values;
  return {
    runId: asText(runId),
    startedAt: asText(startedAt),
    value: Number(value),
    interval: intervalOf(low, high),
    commitId: commitId === null ? null : asText(commitId),
    isDirty: Boolean(isDirty),
    hostname: asText(hostname),
    systemRelease: asText(systemRelease),
    runtime: asText(runtime),
    pacelineVersion: asText(tool),
  };
}

const intervalOf = (low: unknown, high: unknown): Bounds | null =>
  low === null || high === null ? null : { low: Number(low), high: Number(high) };

/** A row of two texts. */
export function parseFingerprintValues(values: unknown): readonly [string, string] {
  assert(Array.isArray(values), "a row of the history is no list");
  const [source, fingerprint]: readonly unknown[] = values;
  return [asText(source), asText(fingerprint)];
}

function asText(value: unknown): string {
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
