import { expect, test } from "vitest";

import { logSignEvidence } from "./sign-evidence.ts";

test("is one before the first draw", () => {
  expect(Math.exp(logSignEvidence(0, 0))).toBeCloseTo(1, 12);
});

test("is a fair game at even odds: a draw moves the wealth by nothing in the mean", () => {
  for (const [above, count] of [
    [0, 0],
    [3, 4],
    [10, 10],
    [7, 40],
  ] as const) {
    const up = Math.exp(logSignEvidence(above + 1, count + 1));
    const down = Math.exp(logSignEvidence(above, count + 1));
    const now = Math.exp(logSignEvidence(above, count));
    expect((up + down) / 2 / now).toBeCloseTo(1, 12);
  }
});

test("needs seven agreeing draws alone and eleven in a suite of twenty, both directions tested", () => {
  expect(Math.exp(logSignEvidence(6, 6))).toBeLessThan(2 / 0.05);
  expect(Math.exp(logSignEvidence(7, 7))).toBeGreaterThan(2 / 0.05);
  expect(Math.exp(logSignEvidence(10, 10))).toBeLessThan((2 * 20) / 0.05);
  expect(Math.exp(logSignEvidence(11, 11))).toBeGreaterThan((2 * 20) / 0.05);
});
