import { expect, test } from "vitest";

import { reachOf, welchDifference } from "./welch-difference.ts";

const side = (
  values: readonly number[],
  varianceMin = 0,
): { readonly values: readonly number[]; readonly varianceMin: number } => ({
  values,
  varianceMin,
});

// Oracle, SciPy 1.17.1: scipy.stats.ttest_ind(head, base, equal_var=False) and its confidence_interval.
test.for([
  {
    base: [12.1, 11.8, 12.6, 12.0, 12.9, 11.5, 12.2, 12.4],
    head: [13.0, 13.9, 12.7, 13.3, 14.1, 12.9, 13.6, 13.2],
    confidence: 0.95,
    pValue: 0.00024219750295746925,
    df: 13.8602727117534,
    interval: [0.6459141750137979, 1.6540858249861992],
  },
  {
    base: [100, 104, 98, 300, 102],
    head: [99, 103, 97],
    confidence: 0.99,
    pValue: 0.36010225822431124,
    df: 4.0156868415895,
    interval: [-224.12543280282415, 141.8587661361575],
  },
])("agrees with SciPy on $head", ({ base, head, confidence, pValue, df, interval }) => {
  const result = welchDifference(side(base), side(head));
  const reach = reachOf(result, confidence);
  expect(result.pValue / pValue).toBeCloseTo(1, 8);
  expect(result.degreesOfFreedom).toBeCloseTo(df, 9);
  expect(result.difference - reach).toBeCloseTo(interval[0]!, 6);
  expect(result.difference + reach).toBeCloseTo(interval[1]!, 6);
});

test("runs that came out more alike than counts can be are not believed", () => {
  // 100 samples per run are 100 give or take 10: closed form, sqrt(2 * 100 / 4).
  const result = welchDifference(side([100, 100, 100, 100], 100), side([101, 101, 101, 101], 100));
  expect(result.standardError).toBeCloseTo(Math.sqrt(50), 12);
  expect(result.pValue).toBeGreaterThan(0.8);
});

test("values without any spread differ surely or not at all", () => {
  expect(welchDifference(side([1, 1]), side([1, 1])).pValue).toBe(1);
  expect(welchDifference(side([1, 1]), side([2, 2])).pValue).toBe(0);
});
