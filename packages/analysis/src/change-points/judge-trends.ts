import { causesBetween } from "./causes.ts";
import type { Cause } from "./causes.ts";
import { findChangePoints } from "./find-change-points.ts";
import type { ChangePoint, ChangePointOptions } from "./find-change-points.ts";
import type { Series, SeriesPoint } from "./series.ts";

/** A change of level in a series, with what differs between the runs around it. */
export interface TrendChange extends ChangePoint {
  /** "worse" and "better" by the metric's direction; "moved" where it has none. */
  readonly verdict: "worse" | "better" | "moved";
  readonly lastBefore: SeriesPoint;
  readonly firstAfter: SeriesPoint;
  readonly causes: readonly Cause[];
}

export interface Trend extends Series {
  readonly changes: readonly TrendChange[];
  /** Last level over the first one, minus 1; null without changes or when the first level is 0. */
  readonly totalChangeRatio: number | null;
}

/**
 * Finds the changes of many series at once, with the chance of any false one in all of them at most
 * `errorRatio`.
 */
export function judgeTrends(
  seriesList: readonly Series[],
  options: Omit<ChangePointOptions, "seriesCount"> = {},
): readonly Trend[] {
  const seriesCount = Math.max(1, seriesList.length);
  return seriesList.map((series) => {
    const values = series.points.map(({ value }) => value);
    const found = findChangePoints(values, { ...options, seriesCount });
    const first = found[0]?.before ?? null;
    const last = found.at(-1)?.after ?? null;
    return {
      ...series,
      changes: found.map((change) => toTrendChange(series, change)),
      totalChangeRatio: first === null || last === null || first === 0 ? null : last / first - 1,
    };
  });
}

function toTrendChange({ key, points }: Series, change: ChangePoint): TrendChange {
  const lastBefore = points[change.index - 1]!;
  const firstAfter = points[change.index]!;
  const isUp = change.after > change.before;
  const worseOrBetter = isUp === (key.direction === "lower") ? "worse" : "better";
  return {
    ...change,
    verdict: key.direction === "none" ? "moved" : worseOrBetter,
    lastBefore,
    firstAfter,
    causes: causesBetween(lastBefore, firstAfter),
  };
}
