import { expect, test } from "vitest";

import { multiplyByLog } from "./multiply-by-log.ts";

test("agrees with p ln p to 1e-15 everywhere in [0, 1]", () => {
  let worst = 0;
  for (let index = 0; index <= 1_000_000; index++) {
    const probability = index / 1_000_000;
    const exact = probability === 0 ? 0 : probability * Math.log(probability);
    worst = Math.max(worst, Math.abs(multiplyByLog(probability) - exact));
  }
  expect(worst).toBeLessThan(1e-15);
});

test("is exact at its ends and follows the logarithm a rounding beyond 1", () => {
  expect(multiplyByLog(0)).toBe(0);
  expect(Math.abs(multiplyByLog(1))).toBeLessThan(1e-16);
  expect(multiplyByLog(1 + Number.EPSILON)).toBeCloseTo(Number.EPSILON, 20);
  expect(multiplyByLog(1e-300)).toBe(1e-300 * Math.log(1e-300));
});
