import { createRandom } from "@paceline/core";
import { expect, test } from "vitest";

import { makeBenchmark, makeRun } from "../../test/make-run.ts";
import { splitNested, splitVariance } from "./variance-split.ts";

test("equals the textbook mean squares of a balanced design", () => {
  // By hand: fork means 2, 6, 12, 16; run means 4, 14; mean of all 9. Mean squares: within 8 / 4 = 2,
  // forks 2 (4 + 4 + 4 + 4) / 2 = 16, runs 4 (25 + 25) / 1 = 200. So 2, (16 - 2) / 2, (200 - 16) / 4.
  const split = splitNested([
    [
      [1, 3],
      [5, 7],
    ],
    [
      [11, 13],
      [15, 17],
    ],
  ]);
  expect(split).toMatchObject({ withinFork: 2, betweenForks: 7, betweenRuns: 46 });
});

test("finds planted components of an unbalanced design", () => {
  const random = createRandom(3);
  const normal = (deviation: number): number =>
    deviation *
    Math.sqrt(-2 * Math.log(1 - random.nextRatio())) *
    Math.cos(2 * Math.PI * random.nextRatio());
  const runs = Array.from({ length: 4000 }, (_, run) => {
    const runShift = normal(3);
    return Array.from({ length: 2 + (run % 5) }, (_unused, fork) => {
      const forkShift = runShift + normal(2);
      return Array.from({ length: 3 + ((run + fork) % 7) }, () => forkShift + normal(1));
    });
  });
  const { withinFork, betweenForks, betweenRuns } = splitNested(runs);
  expect(Math.abs(withinFork! - 1)).toBeLessThan(0.08);
  expect(Math.abs(betweenForks! / 4 - 1)).toBeLessThan(0.08);
  expect(Math.abs(betweenRuns! / 9 - 1)).toBeLessThan(0.08);
});

test("says null where a level was not replicated, never 0", () => {
  const once = makeRun([makeBenchmark("a", [[1000]])]);
  expect(splitVariance([once], "group/a")).toEqual({
    benchmarkId: "group/a",
    runCount: 1,
    forkCount: 1,
    roundCount: 1,
    withinFork: null,
    betweenForks: null,
    betweenRuns: null,
  });
  const twice = makeRun([makeBenchmark("a", [[1000], [1100]])]);
  expect(splitVariance([twice], "group/a").betweenForks).toBeCloseTo(Math.log(1.1) ** 2 / 2, 12);
});
