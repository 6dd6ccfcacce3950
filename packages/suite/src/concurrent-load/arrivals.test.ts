import { describe, expect, test } from "vitest";

import { ARRIVAL_NAMES, BURST_COUNT, scheduleArrivals } from "./arrivals.ts";

describe("scheduleArrivals", () => {
  test.for(ARRIVAL_NAMES)("%s arrivals ascend, at the rate asked for", (name) => {
    const requestCount = 20_000;
    const arrivals = scheduleArrivals({ name, ratePerSecond: 1000, requestCount, seed: 7 });
    for (let index = 1; index < requestCount; index++) {
      expect(arrivals[index]! >= arrivals[index - 1]!).toBe(true);
    }
    expect(requestCount / (arrivals.at(-1)! / 1e9) / 1000).toBeCloseTo(1, 1);
  });

  test("poisson gaps vary as much as their mean, and follow the seed", () => {
    const options = { name: "poisson", ratePerSecond: 1000, requestCount: 20_000 } as const;
    const arrivals = scheduleArrivals({ ...options, seed: 7 });
    const gaps = Array.from(arrivals, (atNs, index) => atNs - (arrivals[index - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
    expect(scheduleArrivals({ ...options, seed: 7 })).toEqual(arrivals);
    expect(scheduleArrivals({ ...options, seed: 8 })).not.toEqual(arrivals);
  });

  test("bursts come at once, and a ramp has a quarter of its requests in its first half", () => {
    const options = { ratePerSecond: 1000, requestCount: 400, seed: 1 };
    const bursts = scheduleArrivals({ ...options, name: "burst" });
    expect(new Set(bursts.subarray(0, BURST_COUNT))).toEqual(new Set([0]));
    expect(bursts[BURST_COUNT]).toBeCloseTo(BURST_COUNT * 1e6, 3);
    const ramp = scheduleArrivals({ ...options, name: "ramp" });
    expect(ramp.filter((atNs) => atNs <= 2e8).length / 400).toBeCloseTo(0.25, 1);
  });
});
