import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { median, medianInPlace } from "./median.ts";
import { sortSamples } from "./sorted-samples.ts";

describe("median", () => {
  test.for([
    { samples: [5], expected: 5 },
    { samples: [9, 1], expected: 5 },
    { samples: [9, 1, 2], expected: 2 },
    { samples: [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8], expected: 4.5 },
  ])("of $samples is $expected", ({ samples, expected }) => {
    expect(median(sortSamples(samples))).toBe(expected);
    expect(medianInPlace(Float64Array.from(samples))).toBe(expected);
  });

  test("in place is the very number that sorting gives", () => {
    const sample = fc.oneof(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.constant(1));
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 200 }), (samples) => {
        // Compared as numbers: 0 and -0 sort apart and are the same time.
        const difference = medianInPlace(Float64Array.from(samples)) - median(sortSamples(samples));
        expect(Math.abs(difference)).toBe(0);
      }),
    );
  });
});
