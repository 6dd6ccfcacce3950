import type { SeriesPoint, Trend } from "@paceline/analysis";

/** The runs behind many series, each once, in the order of time. */
export interface CollectedRuns {
  /** One point of each run: all points of a run tell the same of it. */
  readonly points: readonly SeriesPoint[];
  readonly has: (runId: string) => boolean;
  readonly indexOf: (runId: string) => number;
}

export function collectRuns(trends: readonly Trend[]): CollectedRuns {
  const byId = new Map<string, SeriesPoint>();
  for (const { points } of trends) {
    for (const point of points) if (!byId.has(point.runId)) byId.set(point.runId, point);
  }
  const points = [...byId.values()].toSorted(
    (a, b) => compareText(a.startedAt, b.startedAt) || compareText(a.runId, b.runId),
  );
  const places = new Map(points.map(({ runId }, index) => [runId, index]));
  return {
    points,
    has: (runId) => places.has(runId),
    indexOf(runId) {
      const place = places.get(runId);
      if (place === undefined) throw new Error(`run ${runId} is not of these series`);
      return place;
    },
  };
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
