import { expect, test } from "vitest";

import { studentTAbove, studentTTail } from "./student-t-tail.ts";

// Oracle, SciPy 1.17.1: scipy.stats.t.sf.
test.for([
  { t: 0.5, df: 1, expected: 0.35241638234956674 },
  { t: 2.5, df: 3.7, expected: 0.03591101145591339 },
  { t: 10, df: 4.2, expected: 0.00021927653810715402 },
  { t: 40, df: 8, expected: 8.392859439572896e-11 },
  { t: 3, df: 250.5, expected: 0.0014860518092529762 },
  { t: 6, df: 1e7, expected: 9.86621366683891e-10 },
])("has SciPy's share above $t with $df degrees of freedom", ({ t, df, expected }) => {
  expect(studentTTail(t, df) / expected).toBeCloseTo(1, 6);
  expect(studentTTail(-t, df)).toBeCloseTo(1 - expected, 12);
});

// Oracle, SciPy 1.17.1: scipy.stats.t.isf.
test.for([
  { tail: 0.025, df: 4.5, expected: 2.658912347204404 },
  { tail: 1e-6, df: 8, expected: 12.109834665556214 },
])("is inverted by studentTAbove at $tail", ({ tail, df, expected }) => {
  expect(studentTAbove(tail, df)).toBeCloseTo(expected, 9);
});
