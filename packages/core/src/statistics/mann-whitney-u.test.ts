import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { mannWhitneyU } from "./mann-whitney-u.ts";

const permeabilityTerm = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const permeabilityEarly = [1.15, 0.88, 0.9, 0.74, 1.21];
const tiedX = [1, 2, 2, 3, 5, 5, 5, 8, 9, 9];
const tiedY = [2, 3, 3, 4, 6, 8, 8, 10, 10, 12, 12];
const remainders = (factor: number, offset: number, count: number): number[] =>
  Array.from(
    { length: count },
    (_, index) => ((factor * (index + 1) + Math.floor(offset)) % 101) + (offset % 1),
  );

describe("mannWhitneyU", () => {
  // Oracle, SciPy 1.17.1: scipy.stats.mannwhitneyu(first, second, alternative=…, method=…). The first
  // rows are also the example of Hollander & Wolfe (1973), 69f., printed in R's help for wilcox.test.
  test.for([
    {
      first: permeabilityTerm,
      second: permeabilityEarly,
      alternative: "two-sided",
      u: 35,
      pValue: 0.2544122544122544,
      method: "exact",
    },
    {
      first: permeabilityTerm,
      second: permeabilityEarly,
      alternative: "greater",
      u: 35,
      pValue: 0.1272061272061272,
      method: "exact",
    },
    {
      first: permeabilityTerm,
      second: permeabilityEarly,
      alternative: "less",
      u: 35,
      pValue: 0.8967698967698967,
      method: "exact",
    },
    {
      first: remainders(7, 0, 20),
      second: remainders(13, 50.5, 30),
      alternative: "two-sided",
      u: 261,
      pValue: 0.44936185891560604,
      method: "exact",
    },
    {
      first: remainders(7, 0, 20),
      second: remainders(13, 50.5, 30),
      alternative: "less",
      u: 261,
      pValue: 0.22468092945780302,
      method: "exact",
    },
    {
      first: tiedX,
      second: tiedY,
      alternative: "two-sided",
      u: 35,
      pValue: 0.16706427691489412,
      method: "normal",
    },
    {
      first: tiedX,
      second: tiedY,
      alternative: "less",
      u: 35,
      pValue: 0.08353213845744706,
      method: "normal",
    },
    {
      first: tiedX,
      second: tiedY,
      alternative: "greater",
      u: 35,
      pValue: 0.9268263115402766,
      method: "normal",
    },
    {
      first: remainders(7, 0, 60),
      second: remainders(13, 50.5, 60),
      alternative: "two-sided",
      u: 1758,
      pValue: 0.8275705214162214,
      method: "normal",
    },
  ] as const)(
    "is that of SciPy: $method, $alternative, U $u",
    ({ first, second, alternative, u, pValue, method }) => {
      const found = mannWhitneyU(first, second, alternative);
      expect(found).toMatchObject({ u, method });
      expect(found.pValue / pValue).toBeCloseTo(1, 11);
    },
  );

  test("has the answers of the example in SciPy's documentation", () => {
    // docs.scipy.org, scipy.stats.mannwhitneyu, "Examples": ages at which diabetes was found, U 17 and the exact p-value
    // 0.1111111111111111; with method="asymptotic" 0.11134688653314041.
    const males = [19, 22, 16, 29, 24];
    const females = [20, 11, 17, 12];
    const exact = mannWhitneyU(males, females, "two-sided");
    expect(exact).toMatchObject({ u: 17, method: "exact" });
    expect(exact.pValue).toBeCloseTo(0.1111111111111111, 14);
    const { pValue } = mannWhitneyU(males, females, "two-sided", "normal");
    expect(pValue).toBeCloseTo(0.11134688653314041, 12);
  });

  test("approximates as SciPy does where the exact distribution was also possible", () => {
    // SciPy 1.17.1: method="asymptotic".
    const { pValue } = mannWhitneyU(permeabilityTerm, permeabilityEarly, "two-sided", "normal");
    expect(pValue).toBeCloseTo(0.24462360512698333, 12);
  });

  test("says nothing against samples that are all equal", () => {
    expect(mannWhitneyU([5, 5, 5], [5, 5])).toEqual({ u: 3, pValue: 1, method: "normal" });
  });

  test("gives the same p-value when both sets are swapped, and complementary counts", () => {
    const samples = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(samples, samples, (first, second) => {
        const forward = mannWhitneyU(first, second);
        const backward = mannWhitneyU(second, first);
        expect(backward.pValue).toBeCloseTo(forward.pValue, 12);
        expect(forward.u + backward.u).toBe(first.length * second.length);
      }),
    );
  });

  test("counts the pairs in which the first is larger, ties half", () => {
    expect(mannWhitneyU([1, 4], [2, 4, 4]).u).toBe(2);
  });

  test("refuses ties in the exact distribution, empty sets and NaN", () => {
    expect(() => mannWhitneyU([1, 2], [2], "two-sided", "exact")).toThrow("is not whole");
    expect(() => mannWhitneyU([], [1])).toThrow("no samples");
    expect(() => mannWhitneyU([1], [Number.NaN])).toThrow("NaN");
  });
});
