import { expect, test } from "vitest";

import { digamma, logBeta, logGamma } from "./special-functions.ts";

/** Euler-Mascheroni constant; OEIS A001620. */
const EULER = 0.577_215_664_901_532_9;

test.for([
  // Closed forms: ψ(1) = -γ, ψ(1/2) = -γ - 2 ln 2, ψ(n + 1) = H_n - γ.
  [1, -EULER],
  [0.5, -EULER - 2 * Math.LN2],
  [0.25, -EULER - Math.PI / 2 - 3 * Math.LN2],
  [5, 25 / 12 - EULER],
  [11, 7381 / 2520 - EULER],
] as const)("ψ(%f) is its closed form", ([x, expected]) => {
  expect(Math.abs(digamma(x) - expected)).toBeLessThan(1e-14);
});

test("ψ satisfies its recurrence ψ(x + 1) = ψ(x) + 1/x over the whole range", () => {
  for (let x = 1e-3; x < 1e6; x *= 1.37) {
    const expected = digamma(x) + 1 / x;
    expect(Math.abs(digamma(x + 1) - expected)).toBeLessThan(1e-14 * (10 + 1 / x));
  }
});

test("ln Γ is ln of the factorial at integers, and ln √π at one half", () => {
  let logFactorial = 0;
  for (let n = 1; n < 60; n++) {
    expect(Math.abs(logGamma(n) - logFactorial)).toBeLessThan(1e-13 * (1 + logFactorial));
    logFactorial += Math.log(n);
  }
  expect(Math.abs(logGamma(0.5) - 0.5 * Math.log(Math.PI))).toBeLessThan(1e-14);
});

test("ln B of two counts is ln of Γ(a)Γ(b)/Γ(a+b); structural zeros do not take part", () => {
  expect(logBeta([2, 3])).toBeCloseTo(Math.log(1 / 12), 13);
  expect(logBeta([2, 0, 3])).toBeCloseTo(Math.log(1 / 12), 13);
});
