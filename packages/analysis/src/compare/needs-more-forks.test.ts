import { createRandom } from "@paceline/core";
import type { BenchmarkResult } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { makeBenchmark, makeRun } from "../../test/make-run.ts";
import { recordedForks } from "../../test/recorded-forks.ts";
import { middleOf } from "../statistics/middle-of.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { compareResults } from "./compare-results.ts";
import { needsMoreForks } from "./needs-more-forks.ts";
import type { Verdict } from "./verdict.ts";

const ALONE = { thresholds: [], judgedCount: 1 };

const benchmark = (times: readonly number[], forkCountMax = 15): BenchmarkResult => {
  const made = makeBenchmark(
    "a",
    times.map((ns) => [ns]),
  );
  return { ...made, settings: { ...made.settings, forkCount: 5, forkCountMax } };
};

describe("needsMoreForks", () => {
  test("is false where five forks agree, true where they differ by some percent", () => {
    expect(needsMoreForks(benchmark([1000, 1004, 998, 1001, 1003]), ALONE)).toBe(false);
    expect(needsMoreForks(benchmark([1000, 1060, 990, 1040, 1010]), ALONE)).toBe(true);
  });

  test("goes by the threshold of the benchmark and by how many are judged together", () => {
    const times = [1000, 1032, 1000, 1013, 1019];
    expect(needsMoreForks(benchmark(times), ALONE)).toBe(false);
    expect(needsMoreForks(benchmark(times), { ...ALONE, judgedCount: 50 })).toBe(true);
    const stricter = { ...ALONE, thresholds: [{ benchmark: "a", ratio: 0.02 }] };
    expect(needsMoreForks(benchmark(times), stricter)).toBe(true);
  });

  test("is false where all that there may be would bring it nowhere near", () => {
    expect(needsMoreForks(benchmark([1000, 2000, 1000, 2000, 1500]), ALONE)).toBe(false);
    expect(needsMoreForks(benchmark([1000, 1100, 980, 1070, 1010], 6), ALONE)).toBe(false);
  });

  test("is false where a clock too coarse tells no time", () => {
    const coarse = benchmark([0, 0, 0, 1000, 1000]);
    expect(needsMoreForks(coarse, ALONE)).toBe(false);
    const yardstick = { chainNs: [6e4, 6e4], wideNs: [5e4, 5e4] };
    const told = coarse.forks.map((fork) => ({ ...fork, roundNs: [0, 5], yardstick }));
    expect(needsMoreForks({ ...coarse, forks: told }, ALONE)).toBe(false);
  });

  test("says nothing of what was not timed, nor of two forks", () => {
    expect(needsMoreForks({ ...benchmark([1, 2, 3, 4]), procedure: "leak" }, ALONE)).toBe(false);
    expect(needsMoreForks(benchmark([1000, 1060]), ALONE)).toBe(false);
  });
});

const sideOf = (draw: () => number, countMax: number): number[] => {
  const times = Array.from({ length: 5 }, draw);
  while (times.length < countMax && needsMoreForks(benchmark(times), ALONE)) times.push(draw());
  return times;
};

const isAlarm = (verdict: Verdict): boolean => verdict === "slower" || verdict === "faster";
const isSame = (verdict: Verdict): boolean => verdict === "same";

// Stopping when forks agree makes them look alike: the recorded shapes, made so quiet that some stop at five and some at fifteen.
describe("two sides that stopped when their forks agreed", { timeout: 60_000 }, () => {
  const shapes = Object.values(recordedForks).map((forks) => {
    const medians = forks.map(middleOf);
    return medians.map((median) => median / middleOf(medians));
  });

  function countVerdicts(factor: number, wanted: (verdict: Verdict) => boolean, countMax = 15) {
    const random = createRandom(11);
    let count = 0;
    const forkCounts = new Set<number>();
    const total = 300 * shapes.length;
    for (const shape of shapes) {
      for (let draw = 0; draw < 300; draw += 1) {
        const drawNs = (): number => 1000 * shape[random.nextIndex(shape.length)]! ** 0.12;
        const base = sideOf(drawNs, countMax);
        const head = sideOf(() => factor * drawNs(), countMax);
        forkCounts.add(base.length);
        const { comparisons } = compareResults(
          [makeRun([benchmark(base)])],
          [makeRun([benchmark(head)])],
        );
        if (wanted(comparisons[0]!.verdict)) count += 1;
      }
    }
    return { share: wilsonInterval(count, total), forkCounts };
  }

  test("raise no more false alarms than stated, and stop at five and at more", () => {
    const { share, forkCounts } = countVerdicts(1, isAlarm);
    expect(share.high).toBeLessThan(0.05);
    expect(forkCounts.size).toBeGreaterThan(3);
  });

  test("call a change as large as the threshold the same no more often than stated", () => {
    expect(countVerdicts(1.05, isSame).share.high).toBeLessThan(0.05);
  });

  test("are called the same more often than those of five forks where the code is", () => {
    const few = countVerdicts(1, isSame, 5).share;
    const many = countVerdicts(1, isSame).share;
    expect(many.low).toBeGreaterThan(few.high);
  });
});
