import { createRandom } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { makeBenchmark, makeRun, scatteredForks } from "../../test/make-run.ts";
import { recordedForks } from "../../test/recorded-forks.ts";
import { changePValue, logRatio } from "../compare/log-ratio.ts";
import { middleOf } from "../statistics/middle-of.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { planForks } from "./plan-forks.ts";

const options = { changeRatio: 0.05, thresholdRatio: 0.02, familySize: 20 };

describe("planForks", () => {
  // The recorded shapes, two-humped and skewed, at the scatter of a quiet machine.
  test.for(Object.keys(recordedForks))(
    "at the planned fork count +5 % is found in at least 95 % of comparisons shaped like %s",
    { timeout: 30_000 },
    (name) => {
      const shrunk = recordedForks[name]!.map((rounds) =>
        rounds.map((ns) => 1000 * (ns / middleOf(rounds)) ** 0.1 * middleOf(rounds) ** 0.1),
      );
      const plan = planForks([makeRun([makeBenchmark("a", shrunk)])], "group/a", options)!;
      const random = createRandom(11);
      const forks = shrunk.map(middleOf);
      const draw = (factor: number): number[] =>
        Array.from(
          { length: plan.forkCount },
          () => factor * forks[random.nextIndex(forks.length)]!,
        );
      let foundCount = 0;
      for (let trial = 0; trial < 1000; trial += 1) {
        const ratio = logRatio(draw(1), draw(1.05));
        if (changePValue(ratio, Math.log1p(0.02)) <= 0.05 / 20) foundCount += 1;
      }
      const share = wilsonInterval(foundCount, 1000);
      expect(share.high, `power ${share.ratio} at ${plan.forkCount} forks`).toBeGreaterThan(0.95);
      expect(plan.forkCount).toBeLessThan(200);
    },
  );

  test(
    "asks for more forks for a smaller change and for a larger family",
    {
      timeout: 30_000,
    },
    () => {
      const runs = [
        makeRun([
          makeBenchmark("a", scatteredForks(1000, { forkCount: 20, spreadRatio: 0.02, seed: 4 })),
        ]),
      ];
      const count = (changeRatio: number, familySize: number): number =>
        planForks(runs, "group/a", { changeRatio, thresholdRatio: 0.02, familySize })!.forkCount;
      expect(count(0.04, 1)).toBeGreaterThan(count(0.05, 1));
      expect(count(0.04, 100)).toBeGreaterThan(count(0.04, 1));
    },
  );

  test("says null when the runs do not show how forks differ", () => {
    expect(
      planForks([makeRun([makeBenchmark("a", [[1000, 1001]])])], "group/a", options),
    ).toBeNull();
  });

  test("refuses to plan for a change inside the threshold, which is never called", () => {
    expect(() => planForks([], "group/a", { ...options, changeRatio: 0.01 })).toThrow(
      'option "changeRatio" must be beyond the threshold of 0.02: a smaller change is never called, got 0.01',
    );
  });
});
