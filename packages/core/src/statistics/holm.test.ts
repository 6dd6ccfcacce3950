import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { holm } from "./holm.ts";

describe("holm", () => {
  test("adjusts and rejects as statsmodels does, in the order given", () => {
    // Oracle, statsmodels 0.15.0: multipletests(pValues, 0.05, "holm").
    const { adjustedPValues, isRejected } = holm([0.01, 0.04, 0.03, 0.005, 0.5, 0.03], 0.05);

    const expected = [0.05, 0.12, 0.12, 0.03, 0.5, 0.12];
    for (const [index, pValue] of expected.entries()) {
      expect(adjustedPValues[index]).toBeCloseTo(pValue, 14);
    }
    expect(isRejected).toEqual([true, false, false, true, false, false]);
  });

  test("never adjusts downwards, nor beyond Bonferroni's correction", () => {
    const pValues = fc.array(fc.double({ noNaN: true, min: 0, max: 1 }), { maxLength: 20 });
    fc.assert(
      fc.property(pValues, (family) => {
        const { adjustedPValues } = holm(family, 0.05);
        for (const [index, pValue] of family.entries()) {
          expect(adjustedPValues[index]!).toBeGreaterThanOrEqual(pValue);
          expect(adjustedPValues[index]!).toBeLessThanOrEqual(Math.min(1, pValue * family.length));
        }
      }),
    );
  });

  test("rejects nothing in an empty family", () => {
    expect(holm([], 0.05).isRejected).toEqual([]);
  });

  test("refuses what is not a p-value", () => {
    expect(() => holm([5], 0.05)).toThrow("p-value 5 is outside [0, 1]");
    expect(() => holm([Number.NaN], 0.05)).toThrow("p-value NaN");
  });
});
