import { judgeTrends } from "@paceline/analysis";
import type { Trend } from "@paceline/analysis";
import { createRandom } from "@paceline/core";

import { makeSeries } from "../../packages/report/test/make-trends.ts";

/** Series of the history that get slower in the middle; judged, so that the page has changes to show. */
const CHANGED_SHARE = 0.1;

/** A generated history: noise of one percent and intervals up to that about a level, a tenth of it with one change. */
export function longHistory(seriesCount: number, runCount: number): readonly Trend[] {
  const random = createRandom(1);
  const series = Array.from({ length: seriesCount }, (_, index) => {
    const levelNs = 40 * 1.03 ** index;
    const isChanged = index < seriesCount * CHANGED_SHARE;
    const made = makeSeries({
      benchmarkId: `group ${index % 25}/benchmark ${index}`,
      pointCount: runCount,
      valueAt: (run) =>
        levelNs *
        (isChanged && run >= runCount / 2 ? 1.2 : 1) *
        (1 + 0.01 * (random.nextRatio() + random.nextRatio() - 1)),
    });
    // As wide as chance makes them: equal ones would compress better than any that were measured.
    const points = made.points.map((point) => ({
      ...point,
      interval: {
        low: point.value * (1 - 0.01 * random.nextRatio()),
        high: point.value * (1 + 0.01 * random.nextRatio()),
      },
    }));
    return { ...made, points };
  });
  const changed = judgeTrends(series.slice(0, seriesCount * CHANGED_SHARE));
  // Judging is not what is measured here, and finds nothing in noise.
  const steady = series
    .slice(seriesCount * CHANGED_SHARE)
    .map((each): Trend => ({ ...each, changes: [], totalChangeRatio: null }));
  return [...changed, ...steady];
}
