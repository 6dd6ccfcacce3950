import { expect, test } from "vitest";

import { learnPolicyPrecision } from "./learn-precision.ts";

const values = [1, 0, -1];
const even = [0, 0, 0];

test("without evidence for any policy, precision returns to its prior", () => {
  const learned = learnPolicyPrecision(
    { policyValues: values, logHabit: even, policyFreeEnergies: [2, 2, 2] },
    { priorRate: 0.5 },
  );
  expect(learned.policyPrecision).toBeCloseTo(2, 10);
});

const learnFrom = (policyFreeEnergies: readonly number[]): number =>
  learnPolicyPrecision(
    { policyValues: values, logHabit: even, policyFreeEnergies },
    { priorRate: 1 },
  ).policyPrecision;

test("evidence for the policies that were valued most raises precision, against them lowers it", () => {
  expect(learnFrom([0, 1, 2])).toBeGreaterThan(1);
  expect(learnFrom([2, 1, 0])).toBeLessThan(1);
});

test("it settles where β = β₀ - (π - π₀) · G", () => {
  const policyFreeEnergies = [0.25, 0.5, 1];
  const { rate, policyPosterior } = learnPolicyPrecision(
    { policyValues: values, logHabit: even, policyFreeEnergies },
    { priorRate: 1, iterationCountMax: 1000 },
  );
  const weights = values.map((value) => Math.exp(value / rate));
  const sum = weights.reduce((left, right) => left + right);
  const agreement = values.reduce(
    (total, value, policy) => total + (policyPosterior[policy]! - weights[policy]! / sum) * value,
    0,
  );
  expect(rate).toBeCloseTo(1 - agreement, 10);
});

test("lengths that differ and a prior rate of zero are refused", () => {
  const evidence = { policyValues: values, logHabit: even, policyFreeEnergies: [0] };
  expect(() => learnPolicyPrecision(evidence, { priorRate: 1 })).toThrow("of the same policies");
  expect(() =>
    learnPolicyPrecision({ ...evidence, policyFreeEnergies: even }, { priorRate: 0 }),
  ).toThrow('"priorRate"');
});
