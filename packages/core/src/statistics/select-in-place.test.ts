import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { selectInPlace } from "./select-in-place.ts";

describe("selectInPlace", () => {
  test("finds what sorting puts at the rank, with smaller values before and larger after", () => {
    // Few distinct values: ties are where partitioning goes wrong.
    const sample = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1 }), fc.nat(), (samples, anyRank) => {
        const rank = anyRank % samples.length;
        const values = Float64Array.from(samples);
        const selected = selectInPlace(values, rank);

        expect(selected === Float64Array.from(samples).sort()[rank]).toBe(true);
        expect(values.subarray(0, rank).every((value) => value <= selected)).toBe(true);
        expect(values.subarray(rank).every((value) => value >= selected)).toBe(true);
      }),
    );
  });

  test("keeps every value", () => {
    const values = Float64Array.of(5, 3, 5, 1, 4);
    selectInPlace(values, 2);
    expect([...values.sort()]).toEqual([1, 3, 4, 5, 5]);
  });
});
