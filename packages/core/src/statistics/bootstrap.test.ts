import { describe, expect, test } from "vitest";

import { bootstrapInterval } from "./bootstrap.ts";
import { mean } from "./mean.ts";
import { medianInPlace } from "./median.ts";
import { standardDeviation } from "./standard-deviation.ts";

const skewed = [1.2, 0.4, 3.9, 0.7, 2.2, 9.5, 0.9, 1.1, 4.1, 0.3, 1.8, 2.6];

/** 0 for the samples as given, 1 for any resample. */
const isReordered = (values: Float64Array): number =>
  values.every((value, index) => value === skewed[index]) ? 0 : 1;

describe("bootstrapInterval", () => {
  // Oracle, SciPy 1.17.1: scipy.stats.bootstrap((samples,), statistic, n_resamples=200000, method=…),
  // rng 1 and 2, whose ends differ by up to 0.02. The tolerance is three times that.
  test.for([
    { name: "mean", statistic: mean, method: "percentile", low: 1.225, high: 3.95 },
    { name: "mean", statistic: mean, method: "bca", low: 1.4167, high: 4.567 },
    { name: "std", statistic: standardDeviation, method: "percentile", low: 0.842, high: 3.788 },
    { name: "std", statistic: standardDeviation, method: "bca", low: 1.1667, high: 4.3165 },
  ] as const)("of the $name by $method is that of SciPy", ({ statistic, method, low, high }) => {
    const resampleCount = 100_000;
    const found = bootstrapInterval(skewed, { statistic, method, seed: 3, resampleCount });
    expect(Math.abs(found.low - low)).toBeLessThan(0.06);
    expect(Math.abs(found.high - high)).toBeLessThan(0.06);
  });

  test("is decided by the seed alone", () => {
    const options = { statistic: medianInPlace, method: "percentile" } as const;
    const first = bootstrapInterval(skewed, { ...options, seed: 8 });
    expect(bootstrapInterval(skewed, { ...options, seed: 8 })).toEqual(first);
  });

  test("holds the estimate, and leaves the samples as they were", () => {
    const samples = Float64Array.from(skewed);
    const found = bootstrapInterval(samples, {
      statistic: medianInPlace,
      method: "percentile",
      seed: 1,
    });
    expect(found.estimate).toBe(1.5);
    expect(found.low).toBeLessThanOrEqual(1.5);
    expect(found.high).toBeGreaterThanOrEqual(1.5);
    expect([...samples]).toEqual(skewed);
  });

  test("has no width when all samples are equal, by either method", () => {
    for (const method of ["percentile", "bca"] as const) {
      const found = bootstrapInterval([4, 4, 4], { statistic: mean, method, seed: 1 });
      expect(found).toMatchObject({ low: 4, high: 4 });
    }
  });

  test("says when the bca interval is undefined", () => {
    expect(() => bootstrapInterval(skewed, { statistic: isReordered, seed: 1 })).toThrow(
      "use the percentile interval",
    );
  });

  test("needs two samples", () => {
    expect(() => bootstrapInterval([1], { statistic: mean, seed: 1 })).toThrow(
      "at least 2 are needed",
    );
  });
});
