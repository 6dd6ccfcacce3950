import { describe, expect, test } from "vitest";

import { timeSummary } from "../../test/example-run.ts";
import { digitCountOf, formatDigits } from "./significant-digits.ts";

describe("digitCountOf", () => {
  test.for([
    { halfWidthRatio: 0.3, digitCount: 2 },
    { halfWidthRatio: 0.08, digitCount: 3 },
    { halfWidthRatio: 0.012, digitCount: 3 },
    { halfWidthRatio: 0.002, digitCount: 4 },
    { halfWidthRatio: 0.000_01, digitCount: 4 },
  ])("gives a median known to $halfWidthRatio $digitCount digits", (row) => {
    expect(digitCountOf(timeSummary(11_840, row.halfWidthRatio))).toBe(row.digitCount);
  });

  test("does not pretend to know the precision of what has no interval", () => {
    expect(digitCountOf({ ...timeSummary(100, 0), medianInterval: null })).toBe(3);
  });
});

describe("formatDigits", () => {
  test("writes an exponent only where zeros would fill the column", () => {
    expect(formatDigits(123_456_789_012_345, 3)).toBe("123,456,789,012,345");
    expect(formatDigits(1.5e21, 3)).toBe("1.50e+21");
    expect(formatDigits(1e-9, 3)).toBe("0.000");
    expect(formatDigits(1e-9, 3, 12)).toBe("0.00000000100");
  });
});
