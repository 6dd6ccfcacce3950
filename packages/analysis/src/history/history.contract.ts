import { describe, expect, test } from "vitest";

import type { History, RecordedRun } from "./history.ts";

const TIME = { metric: "time", unit: "ns", direction: "lower" } as const;

const run = (day: number, overrides: Partial<RecordedRun> = {}): RecordedRun => ({
  source: `host:/results/daily/${day}.json`,
  fingerprint: "1",
  runId: `run-${String(day).padStart(3, "0")}`,
  startedAt: new Date(Date.UTC(2026, 0, day)).toISOString(),
  commitId: `c${day}`,
  isDirty: false,
  hostname: "a",
  systemRelease: "6.1",
  machine: "linux x64 Example ×2",
  runtime: "node 24.21.0",
  pacelineVersion: "0.1.0",
  values: [
    { ...TIME, benchmarkId: "group/b", value: 100 + day, interval: null },
    { ...TIME, benchmarkId: "group/a", value: day, interval: { low: day - 0.5, high: day + 0.5 } },
  ],
  ...overrides,
});

const valuesOf = async (history: History, query = {}): Promise<unknown> =>
  (await history.series(query)).map(({ key, points }) => [
    key.benchmarkId,
    points.map(({ value }) => value),
  ]);

/** What every history does, whatever it keeps its rows in. `create` gives an empty one. */
export function describeHistory(name: string, create: () => Promise<History>): void {
  describe(`the history in ${name}`, () => {
    test("gives series by benchmark and points by time, whatever the order they came in", async () => {
      await using history = await create();
      await history.record([run(3), run(1)]);
      await history.record([run(2)]);
      expect(await valuesOf(history)).toEqual([
        ["group/a", [1, 2, 3]],
        ["group/b", [101, 102, 103]],
      ]);
      const [first] = await history.series({ benchmark: "GROUP/A" });
      expect(first!.points[1]).toEqual({
        runId: "run-002",
        startedAt: "2026-01-02T00:00:00.000Z",
        value: 2,
        interval: { low: 1.5, high: 2.5 },
        commitId: "c2",
        isDirty: false,
        hostname: "a",
        systemRelease: "6.1",
        runtime: "node 24.21.0",
        pacelineVersion: "0.1.0",
      });
      const [, second] = await history.series({});
      expect(second!.points.map(({ interval }) => interval)).toEqual([null, null, null]);
    });

    test("never puts another machine, runtime or unit into one series", async () => {
      await using history = await create();
      const other = {
        benchmarkId: "group/a",
        metric: "time",
        direction: "lower",
        value: 9,
        interval: null,
      } as const;
      await history.record([
        run(1),
        run(2, { machine: "linux arm64 Other ×8" }),
        run(3, { runtime: "node 25.0.0" }),
        run(4, { values: [{ ...other, unit: "bytes" }] }),
      ]);
      const found = await history.series({ benchmark: "group/a" });
      expect(found.map(({ points }) => points.length)).toEqual([1, 1, 1, 1]);
      expect(new Set(found.map(({ key }) => JSON.stringify(key))).size).toBe(4);
    });

    test("replaces what it knew of a document that changed", async () => {
      await using history = await create();
      await history.record([run(1)]);
      const values = run(1)
        .values.slice(1)
        .map((value) => ({ ...value, value: 50 }));
      await history.record([run(1, { fingerprint: "2", values })]);
      expect(await valuesOf(history)).toEqual([["group/a", [50]]]);
      await history.record([run(1, { fingerprint: "3", runId: "run-x", values })]);
      expect(await valuesOf(history)).toEqual([["group/a", [50]]]);
      expect(await history.fingerprints("host:/results/")).toEqual(
        new Map([["host:/results/daily/1.json", "3"]]),
      );
    });

    test("counts a run once that two documents hold, and keeps it until both are gone", async () => {
      await using history = await create();
      await history.record([run(1), run(1, { source: "host:/results/releases/v1.json" })]);
      expect(await valuesOf(history, { benchmark: "group/a" })).toEqual([["group/a", [1]]]);
      await history.forget(["host:/results/daily/1.json"]);
      expect(await valuesOf(history, { benchmark: "group/a" })).toEqual([["group/a", [1]]]);
      await history.forget(["host:/results/releases/v1.json"]);
      expect(await valuesOf(history)).toEqual([]);
    });

    test("knows the documents of one folder apart from another's, wildcards included", async () => {
      await using history = await create();
      await history.record([run(1), run(2, { source: "host:/result%/2.json" })]);
      expect([...(await history.fingerprints("host:/result%/")).keys()]).toEqual([
        "host:/result%/2.json",
      ]);
    });

    test("leaves out what is older than asked, and the oldest beyond the limit", async () => {
      await using history = await create();
      await history.record([1, 2, 3, 4, 5].map((day) => run(day)));
      const since = "2026-01-03T00:00:00.000Z";
      expect(await valuesOf(history, { since, benchmark: "group/a" })).toEqual([
        ["group/a", [3, 4, 5]],
      ]);
      expect(await valuesOf(history, { pointCountMax: 2, benchmark: "group/a" })).toEqual([
        ["group/a", [4, 5]],
      ]);
    });

    test("takes names with quotes and percent signs as they are", async () => {
      await using history = await create();
      const benchmarkId = `it's "100%" \\ _`;
      await history.record([run(1, { values: [{ ...run(1).values[0]!, benchmarkId }] })]);
      expect(await valuesOf(history, { benchmark: `"100%"` })).toEqual([[benchmarkId, [101]]]);
      expect(await valuesOf(history, { benchmark: "it_s" })).toEqual([]);
    });
  });
}
