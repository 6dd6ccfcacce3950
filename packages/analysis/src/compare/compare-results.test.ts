import { describe, expect, test } from "vitest";

import type { BenchmarkResult, RunResult } from "@paceline/core";

import {
  makeBenchmark,
  makeFork,
  makeMetric,
  makeRun,
  scatteredForks,
} from "../../test/make-run.ts";
import { compareResults } from "./compare-results.ts";
import type { CompareOptions } from "./compare-results.ts";

const suite = (factors: Readonly<Record<string, number>>, seed: number): RunResult =>
  makeRun(
    ["a", "b", "c", "d"].map((name, index) =>
      makeBenchmark(
        name,
        scatteredForks(1000 * (index + 1) * (factors[name] ?? 1), { seed: seed * 100 + index }),
      ),
    ),
  );

const verdicts = (base: RunResult, head: RunResult, options?: CompareOptions): string[] =>
  compareResults([base], [head], options).comparisons.map(
    ({ benchmarkId, verdict }) => `${benchmarkId} ${verdict}`,
  );

const reasonOf = (base: BenchmarkResult[], head: BenchmarkResult[]): unknown =>
  compareResults([makeRun(base)], [makeRun(head)]).comparisons[0]?.reason;

const quiet = makeBenchmark("a", scatteredForks(1000));

const withMetric = (value: number): BenchmarkResult =>
  makeBenchmark("a", [], {
    metrics: [makeMetric("hits", { unit: "per-second", direction: "higher" })],
    forks: [0, 1, 2, 3, 4].map((index) =>
      makeFork(index, [1000 + index], { hits: value + index / 10 }),
    ),
  });

const allocating = (bytes: number | null): BenchmarkResult =>
  makeBenchmark("a", [], {
    metrics: bytes === null ? [] : [makeMetric("allocatedBytes")],
    forks: [0, 1, 2].map((index) => ({
      ...makeFork(index, [1000]),
      allocatedBytesPerIteration: bytes,
    })),
  });

const judgeAllocation = (base: number | null, head: number | null): readonly unknown[] =>
  compareResults([makeRun([allocating(base)])], [makeRun([allocating(head)])])
    .comparisons.filter(({ metric }) => metric === "allocatedBytes")
    .map(({ verdict, ratio }) => [verdict, ratio]);

describe("compareResults", () => {
  test("calls a planted +10 % slower and the unchanged rest same or unclear", () => {
    const [, ...rest] = verdicts(suite({}, 1), suite({ a: 1.1 }, 2));
    expect(verdicts(suite({}, 1), suite({ a: 1.1 }, 2))[0]).toBe("group/a slower");
    for (const line of rest) expect(line).toMatch(/same|unclear/);
  });

  test("calls the reverse faster, with the reciprocal ratio and interval", () => {
    const there = compareResults([suite({}, 1)], [suite({ a: 1.1 }, 2)]).comparisons[0]!;
    const back = compareResults([suite({ a: 1.1 }, 2)], [suite({}, 1)]).comparisons[0]!;
    expect(back.verdict).toBe("faster");
    expect(back.ratio! * there.ratio!).toBeCloseTo(1, 12);
    expect(back.interval!.low * there.interval!.high).toBeCloseTo(1, 9);
  });

  test("calls a result compared with itself same", () => {
    expect(verdicts(suite({}, 1), suite({}, 1))).toEqual([
      "group/a same",
      "group/b same",
      "group/c same",
      "group/d same",
    ]);
  });

  test("never calls a planted +5 % the same, however precise the forks are", () => {
    const precise = { forkCount: 15, spreadRatio: 0.0005 };
    for (let seed = 0; seed < 50; seed += 1) {
      const base = makeRun([makeBenchmark("a", scatteredForks(1000, { ...precise, seed }))]);
      const head = makeRun([
        makeBenchmark("a", scatteredForks(1051, { ...precise, seed: seed + 1000 })),
      ]);
      expect(verdicts(base, head)).not.toContain("group/a same");
    }
  });

  test("judges a metric in its own direction: more of a higher-is-better one is faster", () => {
    expect(
      compareResults([makeRun([withMetric(100)])], [makeRun([withMetric(130)])]).comparisons.map(
        ({ metric, verdict }) => [metric, verdict],
      ),
    ).toEqual([
      ["time", "same"],
      ["hits", "faster"],
    ]);
  });

  test("a metric that rests at zero on both sides is the same", () => {
    const atRest = makeBenchmark("a", [], {
      metrics: [makeMetric("lost")],
      forks: [0, 1].map((index) => makeFork(index, [1000], { lost: 0 })),
    });
    const lost = compareResults([makeRun([atRest])], [makeRun([atRest])]).comparisons[1]!;
    expect([lost.metric, lost.verdict, lost.ratio]).toEqual(["lost", "same", 1]);
  });

  test("allocating something where there was nothing is slower, by a factor of its bytes", () => {
    expect(judgeAllocation(0, 0)).toEqual([["same", 1]]);
    expect(judgeAllocation(0, 848)).toEqual([["slower", expect.closeTo(848, 6)]]);
    expect(judgeAllocation(848, null)).toEqual([]);
  });

  test("the first matching threshold decides, before those of the built-in suite", () => {
    const options = {
      thresholds: [
        { benchmark: "group/a*", metric: "time", ratio: 0.5 },
        { benchmark: "*", ratio: 0.001 },
      ],
    };
    const { comparisons } = compareResults([suite({}, 1)], [suite({ a: 1.1 }, 2)], options);
    expect(comparisons.map(({ thresholdRatio }) => thresholdRatio)).toEqual([
      0.5, 0.001, 0.001, 0.001,
    ]);
    expect(comparisons[0]!.verdict).toBe("same");
  });

  test("refuses a level or threshold out of range, naming every one", () => {
    expect(() =>
      compareResults([suite({}, 1)], [suite({}, 1)], {
        errorRatio: 5,
        thresholds: [{ ratio: -1 }],
      }),
    ).toThrow(/thresholds\[0\]\.ratio.*errorRatio/);
  });
});

describe("compareResults with one replicate", () => {
  const lone = makeBenchmark("a", [[1000, 1001, 999]]);

  test("never says same, even of identical numbers", () => {
    const { comparisons } = compareResults([makeRun([lone])], [makeRun([lone])]);
    expect(comparisons[0]).toMatchObject({
      verdict: "unclear",
      spread: "assumed",
      reason: { code: "one-replicate", side: "base" },
    });
  });

  test("still calls a change of twenty times slower", () => {
    const slow = makeBenchmark("a", [[20_000, 20_010, 19_990]]);
    expect(verdicts(makeRun([lone]), makeRun([slow]))).toEqual(["group/a slower"]);
  });

  test("judges a lone run by the spread of many earlier ones", () => {
    const past = Array.from({ length: 20 }, (_, seed) =>
      makeRun([makeBenchmark("a", scatteredForks(1000, { forkCount: 1, seed }))]),
    );
    const now = makeRun([makeBenchmark("a", [[1200]])]);
    const { comparisons } = compareResults(past, [now]);
    expect(comparisons[0]).toMatchObject({
      verdict: "slower",
      replicate: "run",
      spread: "borrowed",
      baseReplicateCount: 20,
    });
  });
});

describe("compareResults of what cannot be compared", () => {
  test.for([
    {
      what: "a benchmark only in the head",
      reason: reasonOf([], [quiet]),
      expected: { code: "missing-in-base" },
    },
    {
      what: "a benchmark only in the base",
      reason: reasonOf([quiet], []),
      expected: { code: "missing-in-head" },
    },
    {
      what: "a zero sample",
      reason: reasonOf([quiet], [makeBenchmark("a", [[1000, 0], [1000]])]),
      expected: { code: "non-positive-samples", side: "head", value: 0 },
    },
    {
      what: "a negative sample",
      reason: reasonOf([makeBenchmark("a", [[-5], [1000]])], [quiet]),
      expected: { code: "non-positive-samples", side: "base", value: -5 },
    },
    {
      what: "a sample that is not finite",
      reason: reasonOf([quiet], [makeBenchmark("a", [[Infinity], [1000]])]),
      expected: { code: "not-finite-samples", side: "head" },
    },
    {
      what: "no forks",
      reason: reasonOf([quiet], [makeBenchmark("a", [])]),
      expected: { code: "no-samples", side: "head" },
    },
    {
      what: "a failed benchmark",
      reason: reasonOf([quiet], [{ ...quiet, status: "failed" }]),
      expected: { code: "not-completed", side: "head", status: "failed", message: null },
    },
    {
      what: "the same id twice",
      reason: reasonOf([quiet, quiet], [quiet]),
      expected: { code: "duplicate-benchmark", side: "base", count: 2 },
    },
    {
      what: "another timer",
      reason: reasonOf(
        [quiet],
        [{ ...quiet, settings: { ...quiet.settings, timer: "cpu" as const } }],
      ),
      expected: { code: "other-settings", setting: "timer", base: "monotonic", head: "cpu" },
    },
  ])("$what is invalid with its own reason", ({ reason, expected }) => {
    expect(reason).toEqual(expected);
  });

  test("another machine or runtime is invalid unless allowed", () => {
    const base = makeRun([quiet]);
    const moved = { ...base, machine: { ...base.machine, cpuModel: "Other CPU" } };
    const updated = { ...base, runtime: { ...base.runtime, version: "24.22.0" } };
    expect(verdicts(base, moved)).toEqual(["group/a invalid"]);
    expect(verdicts(base, updated)).toEqual(["group/a invalid"]);
    expect(verdicts(base, moved, { allow: { otherMachine: true } })).toEqual(["group/a same"]);
    expect(verdicts(base, updated, { allow: { otherRuntime: true } })).toEqual(["group/a same"]);
  });

  test("another clock speed at boot, hostname or memory is the same machine", () => {
    const base = makeRun([quiet]);
    const rebooted = {
      ...base,
      machine: {
        ...base.machine,
        cpuModel: "Example CPU @ 2.59GHz",
        hostname: "b",
        memoryBytes: 7e9,
      },
    };
    expect(verdicts(base, rebooted)).toEqual(["group/a same"]);
  });
});
