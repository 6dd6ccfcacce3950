import { describe, expect, test } from "vitest";

import { createClock } from "./clock.ts";

describe("createClock", () => {
  test("never goes back, and counts whole nanoseconds from its own start", () => {
    const before = process.hrtime.bigint();
    const clock = createClock();
    let last = clock.nowNs();
    expect(last).toBeGreaterThanOrEqual(0);
    for (let reading = 0; reading < 10_000; reading += 1) {
      const now = clock.nowNs();
      expect(now >= last && Number.isSafeInteger(now)).toBe(true);
      last = now;
    }
    expect(last).toBeLessThanOrEqual(Number(process.hrtime.bigint() - before));
  });
});
