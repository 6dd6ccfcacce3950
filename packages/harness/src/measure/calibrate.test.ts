import { createManualClock } from "@paceline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { calibrate, chooseRoundLength, iterationsFor } from "./calibrate.ts";
import type { TimeRound } from "./round-loop.ts";

/** Code whose iterations take `coldNs` until so many of them have run, then `warmNs`. */
function scriptedCode(coldNs: number, coldCount: number, warmNs: number): TimeRound {
  const clock = createManualClock();
  let done = 0;
  return (iterationCount) => {
    const startedNs = clock.nowNs();
    const cold = Math.max(0, Math.min(iterationCount, coldCount - done));
    done += iterationCount;
    clock.advanceNs(cold * coldNs + (iterationCount - cold) * warmNs);
    return clock.nowNs() - startedNs;
  };
}

describe("chooseRoundLength", () => {
  test.for([
    { precisionNs: 50, budgetNs: 250e6, roundNsMin: 5_000, roundNsAim: 2.5e6, why: "a 100th" },
    { precisionNs: 1_000, budgetNs: 250e6, roundNsMin: 10_000, roundNsAim: 2.5e6, why: "a 100th" },
    { precisionNs: 50, budgetNs: 10e6, roundNsMin: 5_000, roundNsAim: 200_000, why: "the least" },
    { precisionNs: 50, budgetNs: 5e9, roundNsMin: 5_000, roundNsAim: 5e6, why: "the most" },
    { precisionNs: 1e6, budgetNs: 10e6, roundNsMin: 10e6, roundNsAim: 10e6, why: "the timer's" },
  ])("aims at $why of $budgetNs ns with a timer of $precisionNs ns", (given) => {
    const { roundNsMin, roundNsAim } = given;
    expect(chooseRoundLength(given.precisionNs, 10, given.budgetNs)).toEqual({
      roundNsMin,
      roundNsAim,
    });
  });
});

describe("calibrate", () => {
  test("finds a round of at least half of what it aims at, and less than twice", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0.2, max: 1e5, noNaN: true }), async (iterationNs) => {
        const count = await calibrate(scriptedCode(0, 0, iterationNs), 250_000, 2 ** 28);
        expect(count * iterationNs).toBeGreaterThanOrEqual(125_000);
        expect(count * iterationNs).toBeLessThanOrEqual(250_000 + 10 * iterationNs);
      }),
    );
  });

  test("grows at most tenfold at a time, so code that is slow at first cannot make a round of minutes", async () => {
    const counts: number[] = [];
    const code = scriptedCode(100_000, 1, 1);
    await calibrate(
      (iterationCount) => {
        counts.push(iterationCount);
        return code(iterationCount);
      },
      1e6,
      2 ** 28,
    );
    for (const [index, count] of counts.slice(1).entries()) {
      expect(count / counts[index]!).toBeLessThanOrEqual(10);
    }
  });

  test("one iteration is a round when it is longer than the aim", async () => {
    expect(await calibrate(scriptedCode(0, 0, 9e6), 250_000, 2 ** 28)).toBe(1);
  });

  test("ends at the bound when time does not grow", async () => {
    expect(await calibrate(() => 0, 250_000, 4096)).toBe(4096);
  });
});

describe("iterationsFor", () => {
  test.for([
    { iterationNs: 10, expected: 250 },
    { iterationNs: 1e9, expected: 1 },
    { iterationNs: 0.001, expected: 4096 },
    { iterationNs: 0, expected: 4096 },
    { iterationNs: Number.NaN, expected: 4096 },
  ])("fills 2,500 ns with $expected iterations of $iterationNs ns", ({ iterationNs, expected }) => {
    expect(iterationsFor(iterationNs, 2500, 4096)).toBe(expected);
  });
});
