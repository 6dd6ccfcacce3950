import { expect, test } from "vitest";

import { benjaminiHochberg } from "./benjamini-hochberg.ts";

test("adjusts as statsmodels does", () => {
  // Oracle, statsmodels 0.15.0: multipletests(p, method="fdr_bh")[1].
  const pValues = [0.01, 0.04, 0.03, 0.005, 0.55, 0.04, 1, 0.0001];
  const expected = [
    0.02666666666666667, 0.05333333333333334, 0.05333333333333334, 0.02, 0.6285714285714287,
    0.05333333333333334, 1, 0.0008,
  ];
  for (const [index, qValue] of benjaminiHochberg(pValues).entries()) {
    expect(qValue).toBeCloseTo(expected[index]!, 14);
  }
});

test("an empty family has nothing to adjust, and 5 is no p-value", () => {
  expect([...benjaminiHochberg([])]).toEqual([]);
  expect(() => benjaminiHochberg([5])).toThrow("outside [0, 1]");
});
