import { judgeTrends } from "@paceline/analysis";
import type { Series, SeriesPoint, Trend } from "@paceline/analysis";
import { createRandom } from "@paceline/core";

const MS_PER_HOUR = 3_600_000;
const START_MS = Date.UTC(2026, 8, 1);

interface SeriesShape {
  readonly benchmarkId: string;
  readonly pointCount: number;
  readonly valueAt: (index: number) => number;
  readonly machine?: string;
  readonly metric?: string;
}

/** A series with a run every hour, known values, and an interval of one percent. */
export function makeSeries({
  benchmarkId,
  pointCount,
  valueAt,
  machine = "linux x64 Example ×2",
  metric = "time",
}: SeriesShape): Series {
  return {
    key: { benchmarkId, metric, unit: "ns", direction: "lower", machine, runtime: "node 24.21.0" },
    points: Array.from({ length: pointCount }, (_, index): SeriesPoint => {
      const value = valueAt(index);
      return {
        runId: `${machine} ${index}`,
        startedAt: new Date(START_MS + index * MS_PER_HOUR).toISOString(),
        value,
        interval: { low: value * 0.99, high: value * 1.01 },
        commitId: `${String(index).padStart(7, "0")}abcdef`,
        isDirty: index === 3,
        hostname: "bench-1",
        systemRelease: "6.1",
        runtime: "node 24.21.0",
        pacelineVersion: "0.1.0",
      };
    }),
  };
}

/** One series that gets slower by a fifth in the middle, one that stays, and one of another machine. */
export function exampleTrends(): readonly Trend[] {
  const random = createRandom(1);
  const noisy = (value: number): number => value * (1 + 0.01 * (random.nextRatio() - 0.5));
  return judgeTrends([
    makeSeries({
      benchmarkId: "agents/spawn",
      pointCount: 60,
      valueAt: (index) => noisy(index < 30 ? 1_000 : 1_200),
    }),
    makeSeries({ benchmarkId: "agents/step", pointCount: 60, valueAt: () => noisy(4_000) }),
    makeSeries({
      benchmarkId: "agents/step",
      pointCount: 20,
      valueAt: () => noisy(2_000),
      machine: "linux arm64 Other ×8",
    }),
  ]);
}
