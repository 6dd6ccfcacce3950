import { describe, expect, test } from "vitest";

import { createManualClock } from "./manual-clock.ts";

describe("createManualClock", () => {
  test("stands still until it is told to go on", () => {
    const clock = createManualClock(5);
    expect([clock.nowNs(), clock.nowNs()]).toEqual([5, 5]);
    clock.advanceNs(2.5);
    clock.advanceNs(0);
    expect(clock.nowNs()).toBe(7.5);
  });

  test("refuses to go back, or nowhere", () => {
    const clock = createManualClock();
    expect(() => clock.advanceNs(-1)).toThrow("cannot go on by -1 ns");
    expect(() => clock.advanceNs(Number.NaN)).toThrow("cannot go on by NaN ns");
  });
});
