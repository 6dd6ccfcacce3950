import { describe, expect, test } from "vitest";

import { createRandom, createXoshiro } from "./random.ts";

const draw = (seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: 5 }, () => random.nextUint32());
};

describe("createRandom", () => {
  test("is the published generator", () => {
    // Oracle: xoshiro128starstar.c of Blackman & Vigna with the state {1, 2, 3, 4}, in Python 3.11.7.
    const random = createXoshiro(1, 2, 3, 4);
    expect(Array.from({ length: 10 }, () => random.nextUint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  test("repeats itself for one seed and not for its neighbour", () => {
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
    expect(draw(0)).not.toEqual([0, 0, 0, 0, 0]);
  });

  test("draws every index about equally often", () => {
    const random = createRandom(99);
    const counts = new Float64Array(10);
    for (let trial = 0; trial < 100_000; trial += 1) counts[random.nextIndex(10)]! += 1;
    const chiSquared = counts.reduce((sum, count) => sum + (count - 1e4) ** 2 / 1e4, 0);
    // SciPy 1.17.1: scipy.stats.chi2.ppf(0.999, 9) = 27.877.
    expect(chiSquared).toBeLessThan(27.877);
  });

  test("draws ratios in [0, 1) whose mean and variance are those of the uniform", () => {
    const random = createRandom(4);
    let sum = 0;
    let squares = 0;
    for (let trial = 0; trial < 100_000; trial += 1) {
      const ratio = random.nextRatio();
      expect(ratio >= 0 && ratio < 1).toBe(true);
      sum += ratio;
      squares += (ratio - 0.5) ** 2;
    }
    expect(sum / 1e5).toBeCloseTo(0.5, 2);
    expect(squares / 1e5).toBeCloseTo(1 / 12, 2);
  });

  test("refuses a state from which it could not leave zero", () => {
    expect(() => createXoshiro(0, 0, 0, 0)).toThrow("all-zero state");
  });
});
