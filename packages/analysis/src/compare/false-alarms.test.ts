import { createRandom } from "@paceline/core";
import { expect, test } from "vitest";

import { recordedForks } from "../../test/recorded-forks.ts";
import { middleOf } from "../statistics/middle-of.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { familyLevels } from "./family.ts";
import { suiteVarianceOf } from "./squared-error.ts";
import { changePValue, logRatio } from "./log-ratio.ts";

const ERROR_RATIO = 0.05;
const medians = Object.values(recordedForks).map((forks) => forks.map(middleOf));

type Draw = () => number[];

/** One suite of unchanged code: whether any of its benchmarks is called changed. */
function hasFalseAlarm(draws: readonly Draw[]): boolean {
  const sides = draws.map((draw) => [draw(), draw()] as const);
  const suiteVariance = suiteVarianceOf(sides.flat());
  const pValues = sides.map(([base, head]) =>
    changePValue(logRatio(base, head, { suiteVariance }), Math.log1p(0.02)),
  );
  return familyLevels(pValues, ERROR_RATIO).some(({ isRejected }) => isRejected);
}

// Shrinking the logarithms keeps the shape of the recorded scatter and makes the machine quieter.
test.for([
  { forkCount: 2, shrink: 1, suiteCount: 4000 },
  { forkCount: 3, shrink: 1, suiteCount: 4000 },
  { forkCount: 5, shrink: 1, suiteCount: 10_000 },
  { forkCount: 5, shrink: 0.2, suiteCount: 4000 },
  { forkCount: 15, shrink: 1, suiteCount: 2000 },
])(
  "$suiteCount suites of unchanged code with $forkCount forks raise no more false alarms than stated (scatter × $shrink)",
  { timeout: 60_000 },
  ({ forkCount, shrink, suiteCount }) => {
    const random = createRandom(forkCount * 31 + shrink * 10);
    const draws = medians.map(
      (forks) => () =>
        Array.from({ length: forkCount }, () => forks[random.nextIndex(forks.length)]! ** shrink),
    );
    let alarmCount = 0;
    for (let suite = 0; suite < suiteCount; suite += 1) {
      if (hasFalseAlarm(draws)) alarmCount += 1;
    }
    const share = wilsonInterval(alarmCount, suiteCount);
    expect(share.high, `false alarms ${share.ratio} [${share.low}, ${share.high}]`).toBeLessThan(
      ERROR_RATIO,
    );
  },
);

test.for([1, 2, 4, 8, 10, 20])(
  "a lone process judged by %i earlier ones raises no more false alarms than stated",
  { timeout: 60_000 },
  (earlierCount) => {
    const random = createRandom(earlierCount);
    let alarmCount = 0;
    for (let suite = 0; suite < 2000; suite += 1) {
      const pValues = medians.map((forks) => {
        const draw = (count: number): number[] =>
          Array.from({ length: count }, () => forks[random.nextIndex(forks.length)]!);
        return changePValue(logRatio(draw(earlierCount), draw(1)), Math.log1p(0.02));
      });
      if (familyLevels(pValues, ERROR_RATIO).some(({ isRejected }) => isRejected)) alarmCount += 1;
    }
    const share = wilsonInterval(alarmCount, 2000);
    expect(share.high, `false alarms ${share.ratio}`).toBeLessThan(ERROR_RATIO);
  },
);

test("a rule of 10 % between medians of five forks raises one in nearly every suite of the same data", () => {
  const random = createRandom(5);
  let alarmCount = 0;
  for (let suite = 0; suite < 1000; suite += 1) {
    const isAlarm = medians.some((forks) => {
      const draw = (): number =>
        middleOf(Array.from({ length: 5 }, () => forks[random.nextIndex(forks.length)]!));
      return draw() / draw() > 1.1;
    });
    if (isAlarm) alarmCount += 1;
  }
  expect(alarmCount / 1000).toBeGreaterThan(0.5);
});
