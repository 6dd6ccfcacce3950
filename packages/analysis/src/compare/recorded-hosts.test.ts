import type { RunResult } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { recordedRuns, slowed } from "../../test/recorded-yardsticks.ts";
import { compareResults } from "./compare-results.ts";
import type { MetricComparison } from "./verdict.ts";

const told = recordedRuns(true);
const untold = recordedRuns(false);

const comparisonsOf = (
  runs: readonly RunResult[],
  change: (run: RunResult) => RunResult = (run) => run,
): readonly (readonly MetricComparison[])[] =>
  runs.flatMap((base) =>
    runs
      .filter((head) => head !== base)
      .map(
        (head) =>
          compareResults([base], [change(head)], { thresholds: [{ ratio: 0.02 }] }).comparisons,
      ),
  );

const alarmShare = (comparisons: readonly (readonly MetricComparison[])[]): number =>
  comparisons.filter((family) =>
    family.some(({ verdict }) => verdict === "slower" || verdict === "faster"),
  ).length / comparisons.length;

const errorOf = (
  comparisons: readonly (readonly MetricComparison[])[],
  benchmark: string,
): number => {
  const logs = comparisons.flat().filter(({ name }) => name === benchmark);
  return Math.sqrt(logs.reduce((sum, { ratio }) => sum + Math.log(ratio!) ** 2, 0) / logs.length);
};

const foundShare = (runs: readonly RunResult[]): number => {
  const families = comparisonsOf(runs, (run) => slowed(run, "spin 2000", 1.1));
  const found = families.filter((family) => family[0]!.verdict === "slower");
  return found.length / families.length;
};

// All 240 ordered pairs of the sixteen runs: they share runs, so no interval is given.
describe(
  "pairs of recorded runs of unchanged code on a host with neighbours",
  { timeout: 60_000 },
  () => {
    const withYardsticks = comparisonsOf(told);
    const without = comparisonsOf(untold);

    test("raise more false alarms than stated when only forks are looked at, fewer with yardsticks", () => {
      expect(alarmShare(without)).toBeGreaterThan(0.05);
      expect(alarmShare(withYardsticks)).toBeLessThan(0.02);
    });

    test.for([
      { benchmark: "spin 2000", times: 4 },
      { benchmark: "spin 1000", times: 4 },
      { benchmark: "json", times: 3 },
      { benchmark: "sort", times: 2.4 },
      { benchmark: "map", times: 2.5 },
    ])("$benchmark is off $times times less with yardsticks", ({ benchmark, times }) => {
      expect(errorOf(withYardsticks, benchmark)).toBeLessThan(errorOf(without, benchmark) / times);
    });

    test("show a planted tenth more often with yardsticks, and often not without", () => {
      expect(foundShare(told)).toBeGreaterThan(0.97);
      expect(foundShare(untold)).toBeLessThan(0.8);
    });
  },
);
