import { describe, expect, test } from "vitest";

import { createRandom } from "./random.ts";
import { seedFrom } from "./seed-from.ts";

describe("seedFrom", () => {
  test("never changes: results of last year are reproduced by their seed", () => {
    // Oracle: the same hash written in Python 3.11.7 with unbounded integers.
    expect(seedFrom(1, "messaging/fan-out", 2)).toBe(2224622751);
  });

  test.for([
    [
      ["ab", "c"],
      ["a", "bc"],
    ],
    [[1], ["1"]],
    [
      [1, 2],
      [2, 1],
    ],
    [[12], [1, 2]],
    [["a", ""], ["a"]],
    [["a\0"], ["a"]],
  ] as const)("tells %j from %j", ([first, second]) => {
    expect(seedFrom(...first)).not.toBe(seedFrom(...second));
  });

  test("spreads neighbouring parts over all seeds", () => {
    const seeds = new Set<number>();
    const bitCounts = new Float64Array(32);
    for (let benchmark = 0; benchmark < 100; benchmark += 1) {
      for (let fork = 0; fork < 100; fork += 1) {
        const seed = seedFrom(1, `group/benchmark-${benchmark}`, fork);
        seeds.add(seed);
        for (let bit = 0; bit < 32; bit += 1) bitCounts[bit]! += (seed >>> bit) & 1;
      }
    }
    // Of 10,000 uniform seeds 0.01 collide on average, and five standard errors of a bit are 250.
    expect(seeds.size).toBeGreaterThanOrEqual(9999);
    for (const count of bitCounts) expect(Math.abs(count - 5000)).toBeLessThan(250);
  });

  test("gives streams that do not follow each other", () => {
    const first = createRandom(seedFrom(1, 0));
    const second = createRandom(seedFrom(1, 1));
    let product = 0;
    for (let draw = 0; draw < 10_000; draw += 1) {
      product += (first.nextRatio() - 0.5) * (second.nextRatio() - 0.5);
    }
    // The correlation's standard error is 0.01.
    expect(Math.abs((product / 10_000) * 12)).toBeLessThan(0.04);
  });
});
