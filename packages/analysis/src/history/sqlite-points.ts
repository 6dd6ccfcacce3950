import { assert } from "@paceline/core";

import type { SeriesPoint } from "../change-points/series.ts";
import { asText, intervalOf } from "./history-rows.ts";
import type { PointOrigin } from "./history-rows.ts";

/** Columns of a point in the order in which {@link readPoints} takes them. */
export const POINT_COLUMNS = "value, interval_low, interval_high, run_id, started_at, origin_id";

/**
 * Points from rows that come as lists, the newest first, put in order of time.
 *
 * @param origins - by their number.
 */
export function readPoints(
  rows: readonly unknown[],
  origins: ReadonlyMap<unknown, PointOrigin>,
): readonly SeriesPoint[] {
  return rows.toReversed().map((row): SeriesPoint => {
    assert(Array.isArray(row) && row.length === 6, "a point of the history has six columns");
    const [value, low, high, runId, startedAt, originId]: readonly unknown[] = row;
    const origin = origins.get(originId);
    assert(origin !== undefined, "a point of the history comes from nowhere");
    return {
      runId: asText(runId),
      startedAt: asText(startedAt),
      value: Number(value),
      interval: intervalOf(low, high),
      commitId: origin.commitId,
      isDirty: origin.isDirty,
      hostname: origin.hostname,
      systemRelease: origin.systemRelease,
      runtime: origin.runtime,
      pacelineVersion: origin.pacelineVersion,
    };
  });
}
