import { describe, expect, test } from "vitest";

import { theilSen } from "./theil-sen.ts";

const tenX = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const spiked = [1.1, 2.9, 5.2, 7.1, 60, 11, 13.2, 14.8, 17.1, 18.9];

describe("theilSen", () => {
  // Oracle, SciPy 1.17.1: scipy.stats.theilslopes(y, x, alpha=confidenceRatio).
  test.for([
    {
      x: tenX,
      y: spiked,
      confidenceRatio: 0.95,
      slope: 1.9833333333333334,
      intercept: 3.175,
      slopeLow: 1.92,
      slopeHigh: 2.0333333333333337,
    },
    {
      x: tenX,
      y: spiked,
      confidenceRatio: 0.9,
      slope: 1.9833333333333334,
      intercept: 3.175,
      slopeLow: 1.925,
      slopeHigh: 2.033333333333333,
    },
    {
      x: [1, 1, 2, 2, 3, 3, 4, 4],
      y: [1, 2, 2, 2, 4, 3, 5, 5],
      confidenceRatio: 0.95,
      slope: 1,
      intercept: 0,
      slopeLow: 1,
      slopeHigh: 1.5,
    },
  ])("is that of SciPy at $confidenceRatio for $y", ({ x, y, confidenceRatio, ...expected }) => {
    const line = theilSen(x, y, confidenceRatio);
    expect(line.slope).toBeCloseTo(expected.slope, 12);
    expect(line.intercept).toBeCloseTo(expected.intercept, 12);
    expect(line.slopeLow).toBeCloseTo(expected.slopeLow, 12);
    expect(line.slopeHigh).toBeCloseTo(expected.slopeHigh, 12);
  });

  test("finds a line from any two points on it", () => {
    expect(theilSen([10, 20], [5, 25])).toMatchObject({ slope: 2, intercept: -15 });
  });

  test("refuses what gives no slope", () => {
    expect(() => theilSen([3, 3], [1, 2])).toThrow("all x are 3");
    expect(() => theilSen([1, 2, 3], [1, 2])).toThrow("3 x and 2 y");
    expect(() => theilSen([1], [1])).toThrow("at least 2 are needed");
    expect(() => theilSen(new Float64Array(3000), new Float64Array(3000))).toThrow(
      "take fewer points",
    );
  });
});
