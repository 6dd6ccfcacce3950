import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { findSustainableRate } from "./find-sustainable-rate.ts";
import type { SustainableRate } from "./find-sustainable-rate.ts";

const search = (limit: number): Promise<SustainableRate> =>
  findSustainableRate({
    rateMin: 10,
    rateMax: 10_000,
    isKept: async (rate) => rate <= limit,
  });

describe("findSustainableRate", () => {
  test("finds the limit from below, within its precision", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 11, max: 9_999, noNaN: true }), async (limit) => {
        const { ratePerSecond } = await search(limit);
        expect(ratePerSecond).toBeLessThanOrEqual(limit);
        expect(ratePerSecond * 1.05).toBeGreaterThan(limit);
      }),
    );
  });

  test("says 0 when not even the lowest rate keeps the limit, and the highest when all do", async () => {
    expect((await search(5)).ratePerSecond).toBe(0);
    expect((await search(1e6)).ratePerSecond).toBe(10_000);
  });

  test("is not ended by one disturbance", async () => {
    let probeCount = 0;
    const { ratePerSecond } = await findSustainableRate({
      rateMin: 10,
      rateMax: 1000,
      // Every fourth trial is disturbed.
      isKept: async (rate) => ++probeCount % 4 !== 0 && rate <= 500,
    });
    expect(ratePerSecond).toBeGreaterThan(470);
  });
});
