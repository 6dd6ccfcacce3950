import { createRandom } from "@paceline/core";
import { expect, test } from "vitest";

import { changePValue, logRatio, samePValue } from "./log-ratio.ts";
import { replicatesNeeded } from "./replicates-needed.ts";

const draw = (center: number, count: number, seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => center * (1 + 0.1 * (random.nextRatio() - 0.5)));
};

test("are as many as Welch's formula asks for: t of 38 degrees of freedom at 5 %, 2.0244 (SciPy)", () => {
  const found = {
    ...logRatio([1, 2], [1, 2]),
    meanDifference: 0.1,
    // Five a side; at 20 a side the error is half of it, and the margin of 0.05 is 2.0244 errors.
    standardError: (2 * 0.05) / 2.0244,
    degreesOfFreedom: 38 / 4,
  };
  expect(replicatesNeeded(found, 0.05, 5, 0.05)).toBe(20);
});

test("decide most comparisons when they are taken", () => {
  let decided = 0;
  let asked = 0;
  for (let seed = 0; seed < 200; seed += 1) {
    const found = logRatio(draw(1, 5, seed), draw(1.08, 5, seed + 1000));
    const needed = replicatesNeeded(found, 0.05, 5, 0.01);
    if (needed === null) continue;
    asked += 1;
    const more = logRatio(draw(1, needed, seed + 2000), draw(1.08, needed, seed + 3000));
    if (Math.min(changePValue(more, 0.05), samePValue(more, 0.05)) <= 0.01) decided += 1;
  }
  expect(asked).toBeGreaterThan(100);
  expect(decided / asked).toBeGreaterThan(0.5);
});

test("are none where the change is about the threshold, or a hundred did not do", () => {
  const found = logRatio(draw(1, 5, 1), draw(1.05, 5, 2));
  expect(replicatesNeeded({ ...found, meanDifference: 0.0501 }, 0.05, 5, 0.05)).toBeNull();
  expect(replicatesNeeded(found, 0.05, 100, 0.05)).toBeNull();
});
