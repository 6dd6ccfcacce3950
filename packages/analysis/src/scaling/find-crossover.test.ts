import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findCrossover } from "./find-crossover.ts";
import type { RatioCell } from "./find-crossover.ts";

const cell = (at: number, ...forkRatios: readonly number[]): RatioCell => ({ at, forkRatios });
const seed = 1;

describe("findCrossover", () => {
  test("interpolates between logarithms: halfway from a half to a double", () => {
    const crossover = findCrossover([cell(1, 0.5, 0.5), cell(100, 2, 2)], { seed });
    expect(crossover).toEqual({
      state: "at",
      estimate: expect.closeTo(10, 10),
      low: expect.closeTo(10, 10),
      high: expect.closeTo(10, 10),
    });
  });

  test("says always and never where all forks agree", () => {
    expect(findCrossover([cell(1, 1.5, 1.6, 1.5), cell(10, 2, 2.2, 2.1)], { seed }).state).toBe(
      "always",
    );
    expect(findCrossover([cell(1, 0.1, 0.2, 0.1), cell(10, 0.5, 0.6, 0.5)], { seed }).state).toBe(
      "never",
    );
  });

  test("asks more of two forks than of five that differ as much", () => {
    const few = [cell(1, 1.5, 1.6), cell(10, 1.5, 1.6)];
    expect(findCrossover(few, { seed }).state).toBe("unclear");
    const many = few.map(({ at }) => cell(at, 1.5, 1.6, 1.5, 1.6, 1.5));
    expect(findCrossover(many, { seed }).state).toBe("always");
  });

  test("cannot tell from one fork, nor where forks disagree whether it ever pays", () => {
    expect(findCrossover([cell(1, 0.5), cell(10, 2)], { seed }).state).toBe("unclear");
    expect(findCrossover([cell(1, 0.5, 0.5), cell(10, 0.6, 1.5)], { seed }).state).toBe("unclear");
  });

  test("takes the last crossing: what pays early and not later does not pay from early on", () => {
    const cells = [cell(1, 2, 2), cell(10, 0.5, 0.5), cell(100, 2, 2)];
    const crossover = findCrossover(cells, { seed });
    expect(crossover).toMatchObject({ state: "at", estimate: expect.closeTo(31.62, 2) });
  });

  test("leaves an end open where forks cannot exclude that it always pays", () => {
    const cells = [cell(1, 0.6, 1.3, 0.8), cell(10, 2, 2.1, 2)];
    expect(findCrossover(cells, { seed })).toMatchObject({ state: "at", low: null });
  });

  test("lies between the cells around it, and in its own interval", () => {
    const ratio = fc.double({ min: 0.05, max: 20, noNaN: true });
    const cells = fc.array(fc.tuple(ratio, ratio), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(cells, (pairs) => {
        const crossover = findCrossover(
          pairs.map(([a, b], index) => cell(2 ** index, a, b)),
          { seed, drawCount: 200 },
        );
        if (crossover.state !== "at") return;
        const { estimate, low, high } = crossover;
        expect(estimate).toBeGreaterThanOrEqual(1);
        expect(estimate).toBeLessThanOrEqual(2 ** pairs.length);
        expect(low ?? 0).toBeLessThanOrEqual(high ?? Infinity);
      }),
      { numRuns: 50 },
    );
  });
});
