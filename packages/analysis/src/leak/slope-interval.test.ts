import { createRandom, normalQuantile, theilSen } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { slopeInterval } from "./slope-interval.ts";

/** Readings on a line with noise of which each resembles the one before: an autoregression of order one. */
function noisyLine(
  count: number,
  { slope, persistence, seed }: { slope: number; persistence: number; seed: number },
): readonly number[] {
  const random = createRandom(seed);
  let noise = 0;
  return Array.from({ length: count }, (_, index) => {
    noise = persistence * noise + normalQuantile(Math.max(random.nextRatio(), 1e-12));
    return slope * index + noise;
  });
}

describe("slopeInterval", () => {
  test("is exact for readings on a line", () => {
    const line = Array.from({ length: 30 }, (_, index) => 5_000_000 + 208_000 * index);
    expect(slopeInterval(line, { seed: 1 })).toEqual({
      slope: 208_000,
      low: 208_000,
      high: 208_000,
    });
  });

  test("has the slope of Theil and Sen, which one jump does not move", () => {
    const stepped = Array.from(
      { length: 30 },
      (_, index) => 100 * index + (index > 12 ? 5_000 : 0),
    );
    const { slope, low, high } = slopeInterval(stepped, { seed: 1 });
    expect(slope).toBe(theilSen([...stepped.keys()], stepped).slope);
    expect(low).toBeLessThanOrEqual(slope);
    expect(high).toBeGreaterThan(slope);
  });

  test("is the same for the same seed", () => {
    const readings = noisyLine(30, { slope: 0, persistence: 0.5, seed: 3 });
    expect(slopeInterval(readings, { seed: 9 })).toEqual(slopeInterval(readings, { seed: 9 }));
  });

  // Brute force: intervals for 300 series with a known slope. A plain bootstrap of single residuals, which takes the
  // readings for independent, holds it in 3 of 4 at a persistence of 0.5.
  test.for([
    { persistence: 0, coverageMin: 0.88 },
    { persistence: 0.3, coverageMin: 0.86 },
    { persistence: 0.5, coverageMin: 0.83 },
  ])(
    "holds the true slope at a persistence of $persistence in at least $coverageMin of series",
    ({ persistence, coverageMin }) => {
      const seriesCount = 300;
      let heldCount = 0;
      for (let seed = 0; seed < seriesCount; seed += 1) {
        const readings = noisyLine(30, { slope: 0.7, persistence, seed });
        const { low, high } = slopeInterval(readings, { seed, resampleCount: 150 });
        if (low <= 0.7 && 0.7 <= high) heldCount += 1;
      }
      expect(heldCount / seriesCount).toBeGreaterThanOrEqual(coverageMin);
      // And not by being too wide to say anything.
      expect(heldCount / seriesCount).toBeLessThan(1);
    },
  );
});
