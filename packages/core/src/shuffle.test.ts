import { describe, expect, test } from "vitest";

import { createRandom } from "./random.ts";
import { shuffle } from "./shuffle.ts";

describe("shuffle", () => {
  test("gives each of the six orders of three items about equally often", () => {
    const random = createRandom(17);
    const counts = new Map<string, number>();
    for (let trial = 0; trial < 6000; trial += 1) {
      const order = shuffle(["a", "b", "c"], random).join("");
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const chiSquared = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(counts.size).toBe(6);
    // SciPy 1.17.1: scipy.stats.chi2.ppf(0.999, 5) = 20.515.
    expect(chiSquared).toBeLessThan(20.515);
  });

  test("leaves the items given as they are", () => {
    const items = [1, 2, 3, 4];
    expect(shuffle(items, createRandom(1)).toSorted((a, b) => a - b)).toEqual(items);
    expect(items).toEqual([1, 2, 3, 4]);
    expect(shuffle([], createRandom(1))).toEqual([]);
  });
});
