import { expect, test } from "vitest";

import { SpinBudget } from "./spin-budget.ts";

test("finds work that comes while it looks", () => {
  let looks = 0;
  expect(new SpinBudget(1e9).spin(() => ++looks === 100)).toBe(true);
  expect(looks).toBe(100);
});

test("never spins with a budget of 0", () => {
  let looks = 0;
  expect(
    new SpinBudget(0).spin(() => {
      looks++;
      return false;
    }),
  ).toBe(false);
  expect(looks).toBe(1);
});

test("halves with every long wait down to a microsecond, and doubles with every short one", () => {
  const budget = new SpinBudget(50_000);
  const seen = [1e6, 1e6, 1e6, 1e6, 1e6, 1e6, 1e6].map((waitedNs) => {
    budget.learnFrom(waitedNs);
    return budget.budgetNs;
  });
  expect(seen).toEqual([25_000, 12_500, 6_250, 3_125, 1_562.5, 1_000, 1_000]);
  budget.learnFrom(99_999);
  expect(budget.budgetNs).toBe(2_000);
  for (let count = 0; count < 10; count++) budget.learnFrom(100);
  expect(budget.budgetNs).toBe(50_000);
});
