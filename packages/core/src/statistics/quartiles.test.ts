import { describe, expect, test } from "vitest";

import { quartiles } from "./quartiles.ts";
import { sortSamples } from "./sorted-samples.ts";

describe("quartiles", () => {
  // Oracle, NumPy 2.4.6: numpy.quantile(samples, [0.25, 0.5, 0.75]); SciPy 1.17.1: scipy.stats.iqr.
  test.for([
    {
      samples: [12.1, 11.8, 12.4, 30.2, 12, 11.9, 12.2, 12.3, 5.5, 12.15, 12.05],
      expected: { q1: 11.95, median: 12.1, q3: 12.25, iqr: 0.3 },
    },
    {
      samples: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8],
      expected: { q1: 2.75, median: 4.5, q3: 5.25, iqr: 2.5 },
    },
  ])("of $samples are those of NumPy", ({ samples, expected }) => {
    const found = quartiles(sortSamples(samples));
    expect(found.q1).toBeCloseTo(expected.q1, 12);
    expect(found.median).toBeCloseTo(expected.median, 12);
    expect(found.q3).toBeCloseTo(expected.q3, 12);
    expect(found.iqr).toBeCloseTo(expected.iqr, 12);
  });

  test("differ from those of pytest-benchmark where the doc comment says so", () => {
    // pytest-benchmark 5.2.3, Stats.q1 and .q3 of 1 to 8: 2.5 and 6.5.
    const { q1, q3 } = quartiles(sortSamples([1, 2, 3, 4, 5, 6, 7, 8]));
    expect([q1, q3]).toEqual([2.75, 6.25]);
  });

  test("of one sample are that sample, with no width", () => {
    expect(quartiles(sortSamples([3]))).toEqual({ q1: 3, median: 3, q3: 3, iqr: 0 });
  });
});
