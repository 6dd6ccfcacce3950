import { describe, expect, test } from "vitest";

import { standardDeviation } from "./standard-deviation.ts";

describe("standardDeviation", () => {
  // Oracle, NumPy 2.4.6: numpy.std(samples, ddof=1); Python 3.11.7 statistics.stdev for the third.
  test.for([
    { samples: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], expected: 2.534608929251695 },
    {
      samples: [12.1, 11.8, 12.4, 30.2, 12, 11.9, 12.2, 12.3, 5.5, 12.15, 12.05],
      expected: 5.995267072677185,
    },
    { samples: [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16], expected: 5.477225575051661 },
  ])("of $samples is that of NumPy", ({ samples, expected }) => {
    expect(standardDeviation(samples)).toBeCloseTo(expected, 12);
  });

  test("of one sample is 0, as pytest-benchmark reports it", () => {
    expect(standardDeviation([42])).toBe(0);
  });

  test("of equal samples is 0, even where their mean is rounded", () => {
    expect(standardDeviation([0.1, 0.1, 0.1])).toBe(0);
  });

  test("refuses no samples", () => {
    expect(() => standardDeviation([])).toThrow("no samples");
  });
});
