import { readFile } from "node:fs/promises";
import { join } from "node:path";

import type { RunResult } from "@paceline/core";
import { expect, test } from "vitest";

import { BRIEF, createProject, measure } from "./temporary-project.ts";

const metricOf = (result: RunResult, name: string, metric: string) =>
  result.benchmarks
    .find((benchmark) => benchmark.name === name)
    ?.metrics.find((each) => each.name === metric);

test("allocated bytes are exactly 0 for code that allocates nothing, and right for code that does", async () => {
  await using project = await createProject({
    "allocates.bench.ts": `
      let state = 1;
      bench("nothing", () => { state ^= state << 13; state ^= state >>> 17; state ^= state << 5; return state & 1023; });
      bench("array of 100", () => new Array(100));
      bench("object", () => ({ a: 1 }));
      bench("buffer of 8000", () => new Float64Array(1000));
      bench("prepared", { prepare: () => new Array(1000).fill(0) }, (_, input) => input.length);
      bench("asynchronous", async () => 1);`,
  });

  const result = await measure(project, { overrides: { ...BRIEF, maxTimeMs: 20 } });

  const bytes = (name: string) => metricOf(result, name, "allocatedBytes")?.median;
  expect(bytes("nothing")).toBe(0);
  // Layout of V8 14 on 64 bits: 4 words of array, 2 words and 100 slots of its elements; 4 words of object.
  expect(bytes("array of 100")).toBe(848);
  expect(bytes("object")).toBe(32);
  expect(bytes("buffer of 8000")).toBeGreaterThanOrEqual(8000);
  expect(bytes("buffer of 8000")).toBeLessThan(8400);
  expect(bytes("prepared")).toBe(0);
  expect(bytes("asynchronous")).toBeUndefined();
});

test("inputs are prepared once per iteration, and the last result is checked", async () => {
  await using project = await createProject({
    "prepared.bench.ts": `
      bench("sorts", {
        setup: ({ parameters, seed, size, random }) => ({ prepared: 0, used: 0, random }),
        prepare(state) { state.prepared += 1; return { values: [3, 1, 2], isUsed: false }; },
        check: (result) => result.join() === "1,2,3",
        metrics: { left: { unit: "count", direction: "none", measure: ({ prepared, used }) => prepared - used } },
      }, (state, input) => {
        if (input.isUsed) throw new Error("an input came twice");
        input.isUsed = true;
        state.used += 1;
        return input.values.sort();
      });`,
  });

  const result = await measure(project);

  expect(result.benchmarks[0]?.errors).toEqual([]);
  expect(metricOf(result, "sorts", "left")?.median).toBe(0);
});

test("an asynchronous function is awaited one call at a time, and the loop's own cost is told", async () => {
  await using project = await createProject({
    "async.bench.ts": `
      let running = 0;
      bench("waits", {}, async () => {
        running += 1;
        if (running > 1) throw new Error("two at once");
        await null;
        running -= 1;
        return "done";
      });
      bench("resolves", { check: (result) => result === 5 }, () => Promise.resolve(5));`,
  });

  const { benchmarks } = await measure(project);

  expect(benchmarks.map(({ status, isAsync }) => [status, isAsync])).toEqual([
    ["completed", true],
    ["completed", true],
  ]);
  expect(benchmarks[0]?.forks[0]?.noopNsPerIteration).toBeGreaterThan(1);
});

test("forks are fresh processes in turning order with seeds of their own, and their records are complete", async () => {
  await using project = await createProject({
    "forks.bench.ts": `
      for (const name of ["a", "b"]) bench(name, {
        items: 10,
        itemsUnit: "things",
        metrics: { process: { unit: "count", direction: "none", measure: () => process.pid } },
        targets: [
          { component: "C", label: "easy", metric: "time", statistic: "median", below: 1e9 },
          { component: "C", label: "impossible", metric: "throughput", statistic: "min", above: 1e30 },
          { component: "C", label: "unknown", metric: "nothing", statistic: "mean", below: 1 },
        ],
      }, () => Math.sqrt(process.pid));`,
  });

  const file = join(project.root, "results", "deep", "last_run.json");
  const events: string[] = [];
  const result = await measure(project, {
    overrides: { ...BRIEF, forks: 3 },
    resultFiles: [file],
    onEvent: (event) =>
      events.push("benchmarkId" in event ? `${event.kind} ${event.benchmarkId}` : event.kind),
  });

  expect(JSON.parse(await readFile(file, "utf8"))).toEqual(result);
  expect(result).toMatchObject({ status: "completed", schemaVersion: 1, commit: null });
  expect(events.filter((event) => event.startsWith("fork-started"))).toEqual([
    "fork-started forks/a",
    "fork-started forks/b",
    "fork-started forks/b",
    "fork-started forks/a",
    "fork-started forks/a",
    "fork-started forks/b",
  ]);
  expect(events[0]).toBe("run-started");
  expect(events.slice(-2)).toEqual(["benchmark-finished", "run-finished"]);
  const [a, b] = result.benchmarks;
  expect(a?.forks.map(({ index, order }) => [index, order])).toEqual([
    [0, 0],
    [1, 3],
    [2, 4],
  ]);
  expect(b?.forks.map(({ order }) => order)).toEqual([1, 2, 5]);
  const forks = result.benchmarks.flatMap((benchmark) => benchmark.forks);
  expect(new Set(forks.map(({ metricValues }) => metricValues["process"])).size).toBe(6);
  expect(new Set(forks.map(({ seed }) => seed)).size).toBe(6);
  for (const fork of forks) {
    expect(fork.startupNsToFirstSample).toBeGreaterThan(fork.startupNsToScript);
    expect(fork.iterationsPerRound).toBeGreaterThan(100);
    expect(fork.evidence.cpuUserNs + fork.evidence.cpuSystemNs).toBeGreaterThan(0);
    expect(fork.evidence.rssBytesAfter).toBeGreaterThan(fork.evidence.heapBytesAfter);
    expect(fork.evidence.eventLoopDelayNsP50).toBeNull();
  }
  expect(a?.metrics.map(({ name }) => name)).toEqual([
    "time",
    "throughput",
    "allocatedBytes",
    "process",
  ]);
  expect(a?.metrics[0]?.medianInterval?.replicate).toBe("fork");
  expect(a?.targets.map(({ status }) => status)).toEqual(["met", "missed", "not-proven"]);
});

test("with garbage collection disabled, rounds that allocate less than the young generation see none", async () => {
  await using project = await createProject({
    "garbage.bench.ts": 'bench("objects", () => ({ a: 1, b: [] }));',
  });

  const counts = async (disableGc: boolean): Promise<number | undefined> => {
    const overrides = { ...BRIEF, maxTimeMs: 60, disableGc };
    const { benchmarks } = await measure(project, { overrides });
    expect(benchmarks[0]?.errors).toEqual([]);
    const told = benchmarks[0]?.warnings.find(({ code }) => code === "gc-in-rounds");
    expect(told).toBeUndefined();
    return benchmarks[0]?.forks[0]?.evidence.gc.find(({ kind }) => kind === "minor")?.count;
  };

  expect(await counts(false)).toBeGreaterThan(0);
  // Those between the rounds are there, one for each.
  expect(await counts(true)).toBeGreaterThan(0);
});

test("an unwritable result file is told before anything is measured", async () => {
  await using project = await createProject({
    "a.bench.ts": 'bench("a", () => 1);',
    results: "a file where a folder is needed",
  });
  const events: string[] = [];

  const running = measure(project, {
    resultFiles: [join(project.root, "results", "last_run.json")],
    onEvent: ({ kind }) => events.push(kind),
  });

  await expect(running).rejects.toMatchObject({ code: "PACELINE_RESULT_NOT_WRITABLE" });
  expect(events).toEqual([]);
});

test("a benchmark that cannot be judged by its forks gets more, up to what it may have", async () => {
  await using project = await createProject({
    "forks.bench.ts": `
      bench("steady", () => 1);
      bench("restless", { forks: 2, maxForks: 4 }, () => 2);`,
  });
  const asked: number[] = [];

  const result = await measure(project, {
    overrides: { maxTimeMs: 60 },
    config: { forks: 2 },
    forksJudge:
      async () =>
      ({ name, forks }) => {
        if (name === "restless") asked.push(forks.length);
        return name === "restless";
      },
  });

  expect(result.status).toBe("completed");
  const [steady, restless] = result.benchmarks;
  expect(steady).toMatchObject({
    status: "completed",
    settings: { forkCount: 2, forkCountMax: 2 },
  });
  expect(steady?.forks).toHaveLength(2);
  expect(restless).toMatchObject({ status: "completed", settings: { forkCountMax: 4 } });
  // Two more take as long as two of each took, unless the machine is much slower by then.
  expect(restless!.forks.length).toBeGreaterThan(2);
  expect(asked[0]).toBe(2);
  expect(restless!.forks.map(({ index }) => index)).toEqual([...restless!.forks.keys()]);
  const orders = result.benchmarks.flatMap(({ forks }) => forks.map(({ order }) => order));
  expect(new Set(orders).size).toBe(orders.length);
});
