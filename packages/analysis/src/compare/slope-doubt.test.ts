import { describe, expect, test } from "vitest";

import { doubtOf, doubtOfBoth, lostShiftOf } from "./slope-doubt.ts";
import { aroundMeans, sumsOf } from "./yardstick-slopes.ts";

const NONE = { chain: 0, wide: 0 };

describe("doubtOfBoth", () => {
  const still = [sumsOf([1, 2, 3, 4, 5].map((time) => ({ time, chain: 1, wide: 1 })))];
  const swinging = [
    sumsOf([0, 0.5, 1, 0, 0.5, 1].map((wide) => ({ time: 0.4 * wide, chain: 0, wide }))),
  ];
  const difference = { chain: 0, wide: 0.1 };

  test("is half a slope where neither side shows any, and a quarter more of each on half of the way", () => {
    const doubt = doubtOfBoth(still, still, NONE, difference);
    expect(doubt).toBeCloseTo(0.01 * (0.25 + 2 * (0.25 / 2) ** 2), 12);
  });

  test("is a quarter of a slope on half of the way for a side that shows none beside one that does", () => {
    const slopes = { chain: 0, wide: 0.4 };
    const doubt = doubtOfBoth(still, swinging, slopes, difference);
    // The line fits exactly: nothing but the own scatter of the yardstick is left of the pooled part.
    const ofStill = doubtOf(aroundMeans(still, []), slopes, {
      difference: { chain: 0, wide: 0.05 },
      deviation: 0.25,
    });
    expect(ofStill).toBeCloseTo(0.01 * (0.25 / 2) ** 2, 12);
    expect(doubt).toBeGreaterThanOrEqual(ofStill);
    expect(doubt).toBeLessThan(doubtOfBoth(still, still, NONE, difference));
  });
});

describe("doubtOf", () => {
  const difference = { chain: 0.02, wide: 0.1 };

  test("is that of any code on a side whose host was steady: half a slope of each", () => {
    const still = [sumsOf([1, 2, 3, 4, 5].map((time) => ({ time, chain: 1, wide: 1 })))];
    const doubt = doubtOf(aroundMeans(still, []), NONE, { difference, deviation: 0.5 });
    expect(doubt).toBeCloseTo(0.25 * (0.02 ** 2 + 0.1 ** 2), 12);
  });

  test("is that of least squares where the host swung far (closed form)", () => {
    // Noise of ± 0.01 by turns against steps of 0.5: unexplained 6 × 1e-4, twice over 6 - 3, over the squares of wide.
    const wide = [0, 0, 0.5, 0.5, 1, 1];
    const side = wide.map((host, index) => ({
      time: 0.4 * host + (index % 2 === 0 ? 0.01 : -0.01),
      chain: 0,
      wide: host,
    }));
    const doubt = doubtOf(
      aroundMeans([sumsOf(side)], []),
      { chain: 0, wide: 0.4 },
      { difference: { chain: 0, wide: 0.1 }, deviation: 0.5 },
    );
    const squares = 1 - 6 * 0.015 ** 2;
    const noise = (2 * 6e-4) / 3;
    expect(doubt).toBeCloseTo((noise * 0.1 ** 2) / (squares + 4 * noise), 9);
  });
});

describe("lostShiftOf", () => {
  test("is what slopes are too small by where yardsticks scatter as much as the host swings (closed form)", () => {
    // Squares of -2, 0, 2 hundredths: 8e-4 a side, against 3 readings of a scatter of 0.015² each.
    const side = [-0.01, 0, 0.01].map((wide) => ({ time: wide, chain: 0, wide: 2 * wide }));
    const sums = [sumsOf(side)];
    const lost = lostShiftOf(sums, sums, { chain: 0, wide: 0.5 }, { chain: 0, wide: 0.1 });
    // 6 × 0.015² of 2 × 8e-4.
    expect(lost).toBeCloseTo(0.5 * 0.1 * (13.5 / 16), 9);
  });
});
