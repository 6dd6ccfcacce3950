import { expect, test } from "vitest";

import { judgeTrends } from "./judge-trends.ts";
import type { Series, SeriesPoint } from "./series.ts";

const point = (index: number, overrides: Partial<SeriesPoint>): SeriesPoint => ({
  runId: `run-${index}`,
  startedAt: new Date(Date.UTC(2026, 0, 1 + index)).toISOString(),
  value: 100 + (index % 3),
  interval: null,
  commitId: `c${index}`,
  isDirty: false,
  hostname: "a",
  systemRelease: "6.1",
  runtime: "node 24.21.0",
  pacelineVersion: "0.1.0",
  ...overrides,
});

const stepUp = (direction: "lower" | "higher" | "none"): Series => ({
  key: { benchmarkId: "a", metric: "time", unit: "ns", direction, machine: "m", runtime: "any" },
  points: Array.from({ length: 40 }, (_, index) =>
    point(
      index,
      index < 20 ? {} : { value: 120 + (index % 3), runtime: "node 24.22.0", hostname: "b" },
    ),
  ),
});

test("a rise is worse where lower is better, better where higher is, and moved where neither", () => {
  const trends = judgeTrends([stepUp("lower"), stepUp("higher"), stepUp("none")]);
  expect(trends.map(({ changes }) => changes.map(({ verdict }) => verdict))).toEqual([
    ["worse"],
    ["better"],
    ["moved"],
  ]);
  expect(trends[0]!.totalChangeRatio).toBeCloseTo(0.2, 1);
});

test("names the commits in the gap and whatever else changed there", () => {
  const [change] = judgeTrends([stepUp("lower")])[0]!.changes;
  expect(change!.index).toBe(20);
  expect(change!.causes).toEqual([
    { code: "commits", from: "c19", to: "c20" },
    { code: "runtime", from: "node 24.21.0", to: "node 24.22.0" },
    { code: "host", from: "a", to: "b" },
  ]);
});

test("a run with uncommitted changes is named as such", () => {
  const series = stepUp("lower");
  const points = series.points.map((one, index) =>
    index < 20 ? one : { ...point(index, { value: one.value, commitId: "c19" }), isDirty: true },
  );
  expect(judgeTrends([{ ...series, points }])[0]!.changes[0]!.causes).toEqual([
    { code: "uncommitted", commitId: "c19" },
  ]);
});
