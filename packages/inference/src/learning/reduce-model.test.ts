import { expect, test } from "vitest";

import { compareReducedPrior, pruneColumn } from "./reduce-model.ts";

test("a prior reduced to itself changes nothing", () => {
  const { freeEnergyChangeNats, reducedPosterior } = compareReducedPrior([3, 2], [1, 1], [1, 1]);
  expect(freeEnergyChangeNats).toBeCloseTo(0, 13);
  expect([...reducedPosterior]).toEqual([3, 2]);
});

test("the change is the ratio of the evidences of the two priors, by their closed form", () => {
  // p(4 heads, 1 tail) under Beta(a, b) is B(a + 4, b + 1) / B(a, b).
  // Under Beta(1, 1): B(5, 2) = 1/30. Under Beta(3, 1): B(7, 2) / B(3, 1) = (1/56) / (1/3) = 3/56.
  const { freeEnergyChangeNats } = compareReducedPrior([5, 2], [1, 1], [3, 1]);
  expect(freeEnergyChangeNats).toBeCloseTo(Math.log(1 / 30 / (3 / 56)), 12);
});

test("levels that never occurred are pruned, those that did are kept", () => {
  const { prunedLevels, evidenceGainNats } = pruneColumn([41, 1, 1, 31], [1, 1, 1, 1]);
  expect(new Set(prunedLevels)).toEqual(new Set([1, 2]));
  expect(evidenceGainNats).toBeGreaterThan(6);
});

test("nothing is pruned without strong evidence, and one level always stays", () => {
  expect(pruneColumn([2, 1, 1], [1, 1, 1]).prunedLevels).toEqual([]);
  expect(pruneColumn([500, 1], [1, 1]).prunedLevels).toEqual([1]);
  expect(pruneColumn([500], [1]).prunedLevels).toEqual([]);
});

test("counts of different lengths and counts below zero are refused by name", () => {
  expect(() => compareReducedPrior([1, 1], [1], [1, 1])).toThrow(
    "prior must be 2 counts like the posterior, got 1",
  );
  expect(() => compareReducedPrior([1, 1], [1, 1], [1, -1])).toThrow(
    "reduced must be finite counts of at least 0, got -1",
  );
});
