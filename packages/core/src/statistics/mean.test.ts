import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { mean } from "./mean.ts";

describe("mean", () => {
  // Oracle, Python 3.11.7: math.fsum(samples) / len(samples).
  test.for([
    { samples: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], expected: 4.333333333333333 },
    { samples: [12.1, 11.8, 12.4, 30.2, 12, 11.9, 12.2], expected: 14.657142857142857 },
    { samples: [1e16, 1, -1e16, 1], expected: 0.5 },
    { samples: [7], expected: 7 },
  ])("of $samples is $expected, as exact summation says", ({ samples, expected }) => {
    expect(mean(samples)).toBeCloseTo(expected, 14);
  });

  test("keeps what a running sum loses", () => {
    const samples = new Float64Array(1e5).fill(0.1);
    expect(mean(samples)).toBe(0.1);
  });

  test("does not depend on the order of the samples", () => {
    const sample = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1 }), (samples) => {
        expect(mean(samples.toReversed())).toBeCloseTo(mean(samples), 6);
      }),
    );
  });

  test("refuses no samples and NaN, and says which", () => {
    expect(() => mean([])).toThrow("no samples: at least one is needed");
    expect(() => mean([1, 2, Number.NaN])).toThrow("samples contain NaN, at index 2");
  });
});
