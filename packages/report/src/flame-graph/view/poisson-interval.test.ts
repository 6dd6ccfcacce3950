import { expect, test } from "vitest";

import { poissonInterval } from "./poisson-interval.ts";

// Exact bounds: SciPy 1.11, chi2.ppf(0.025, 2n) / 2 and chi2.ppf(0.975, 2n + 2) / 2.
test.for([
  [10, 4.7954, 18.3904, 0.01],
  [20, 12.2165, 30.8884, 0.01],
  [100, 81.364, 121.6272, 0.001],
  [2, 0.2422, 7.2247, 0.08],
] as const)("of %s samples is near the exact one", ([count, low, high, tolerance]) => {
  const interval = poissonInterval(count);
  expect(Math.abs(interval.low / low - 1)).toBeLessThan(tolerance);
  expect(Math.abs(interval.high / high - 1)).toBeLessThan(tolerance);
});

test("of nothing is nothing", () => {
  expect(poissonInterval(0)).toEqual({ low: 0, high: 0 });
});
