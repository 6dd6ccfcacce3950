import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { hodgesLehmann } from "./hodges-lehmann.ts";
import { mannWhitneyU } from "./mann-whitney-u.ts";
import { createRandom } from "../random.ts";

const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const early = [1.15, 0.88, 0.9, 0.74, 1.21];

describe("hodgesLehmann", () => {
  test("is the published shift of the permeability example", () => {
    // Hollander & Wolfe (1973), 69f.; R prints 0.305 for wilcox.test(x, y, conf.int = TRUE).
    expect(hodgesLehmann(term, early).shift).toBeCloseTo(0.305, 12);
  });

  test("has an interval that holds the shifts that the test does not reject, and no others", () => {
    const random = createRandom(5);
    for (let trial = 0; trial < 20; trial += 1) {
      const first = Array.from({ length: 4 + (trial % 7) }, () => random.nextRatio());
      const second = Array.from({ length: 5 + (trial % 5) }, () => random.nextRatio());
      const { low, high, method } = hodgesLehmann(first, second);
      const pValueAt = (shift: number): number =>
        mannWhitneyU(
          first.map((sample) => sample - shift),
          second,
        ).pValue;

      const step = 1e-9;
      expect(method).toBe("exact");
      expect(pValueAt(low + step)).toBeGreaterThan(0.05);
      expect(pValueAt(high - step)).toBeGreaterThan(0.05);
      expect(pValueAt(low - step)).toBeLessThanOrEqual(0.05);
      expect(pValueAt(high + step)).toBeLessThanOrEqual(0.05);
    }
  });

  test("covers a known shift 19 times in 20 by the normal approximation too", () => {
    const random = createRandom(11);
    let coveredCount = 0;
    const trialCount = 400;
    for (let trial = 0; trial < trialCount; trial += 1) {
      // Whole numbers, so that there are ties.
      const draw = (shift: number): number[] =>
        Array.from({ length: 25 }, () => random.nextIndex(40) + shift);
      const { low, high, method } = hodgesLehmann(draw(7), draw(0));
      expect(method).toBe("normal");
      if (low <= 7 && 7 <= high) coveredCount += 1;
    }
    // Three standard errors of a share of 400 are 0.033.
    expect(coveredCount / trialCount).toBeGreaterThan(0.917);
  });

  test("is unbounded where no shift could be rejected", () => {
    expect(hodgesLehmann([1, 2], [5, 6])).toMatchObject({ low: -Infinity, high: Infinity });
  });

  test("moves with the samples and turns round with their order", () => {
    const samples = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(samples, samples, fc.integer({ min: -50, max: 50 }), (first, second, offset) => {
        const { shift } = hodgesLehmann(first, second);
        const moved = first.map((sample) => sample + offset);
        expect(hodgesLehmann(moved, second).shift).toBeCloseTo(shift + offset, 9);
        expect(hodgesLehmann(second, first).shift).toBeCloseTo(-shift, 9);
      }),
    );
  });

  test("refuses more pairs than memory is for, and says what to give instead", () => {
    const rounds = new Float64Array(3000);
    expect(() => hodgesLehmann(rounds, rounds)).toThrow("give one value per fork, not per round");
  });
});
