import { describe, expect, test } from "vitest";

import { medianAbsoluteDeviation } from "./median-absolute-deviation.ts";
import { sortSamples } from "./sorted-samples.ts";

describe("medianAbsoluteDeviation", () => {
  // Oracle, SciPy 1.17.1: scipy.stats.median_abs_deviation(samples), scale 1.
  test.for([
    { samples: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], expected: 1.5 },
    {
      samples: [12.1, 11.8, 12.4, 30.2, 12, 11.9, 12.2, 12.3, 5.5, 12.15, 12.05],
      expected: 0.2,
    },
    { samples: [8], expected: 0 },
  ])("of $samples is that of SciPy", ({ samples, expected }) => {
    expect(medianAbsoluteDeviation(sortSamples(samples))).toBeCloseTo(expected, 12);
  });

  test("is not moved by samples that are wild, as long as they are fewer than half", () => {
    const calm = [10, 11, 12, 13, 14];
    expect(medianAbsoluteDeviation(sortSamples([...calm, 1e9, 1e12]))).toBe(2);
  });

  test("leaves the samples sorted", () => {
    const samples = sortSamples([5, 1, 3]);
    medianAbsoluteDeviation(samples);
    expect([...samples]).toEqual([1, 3, 5]);
  });
});
