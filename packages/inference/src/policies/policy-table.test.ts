import { expect, test } from "vitest";

import { InvalidPoliciesError } from "../errors.ts";
import { enumeratePolicies, policyAt, readPolicies } from "./policy-table.ts";

const controlsOf = (
  ...sizes: number[]
): { controls: { name: string; size: number; levels: string[] }[] } => ({
  controls: sizes.map((size, index) => ({ name: `control${index}`, size, levels: [] })),
});

test("policies come in the order of a product over time, then controls, last fastest", () => {
  const table = enumeratePolicies({ ...controlsOf(2, 3), isControllable: [true, true] }, 2, 100);
  expect(table.policyCount).toBe(36);
  expect(policyAt(table, 0)).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(policyAt(table, 1)).toEqual([
    [0, 0],
    [0, 1],
  ]);
  expect(policyAt(table, 3)).toEqual([
    [0, 0],
    [1, 0],
  ]);
  expect(policyAt(table, 35)).toEqual([
    [1, 2],
    [1, 2],
  ]);
});

test("controls that are not controllable carry action 0 and make no policies", () => {
  const table = enumeratePolicies({ ...controlsOf(2, 2), isControllable: [true, false] }, 1, 100);
  expect([policyAt(table, 0), policyAt(table, 1)]).toEqual([[[0, 0]], [[1, 0]]]);
  expect(table.policyCount).toBe(2);
});

test("more policies than allowed are refused before any is made", () => {
  const everything = { ...controlsOf(5), isControllable: [true] };
  expect(() => enumeratePolicies(everything, 20, 1_000_000)).toThrow(InvalidPoliciesError);
  expect(() => enumeratePolicies(everything, 20, 1_000_000)).toThrow("95367431640625 policies");
});

test.for([
  ["an empty list", [], "at least one policy"],
  ["a policy without steps", [[]], "at least one policy of at least one step"],
  ["policies of different lengths", [[[0]], [[0], [1]]], "policy 1 must have 1 steps"],
  ["an unknown action", [[[0]], [[7]]], 'an action in [0, 3) on control "control0", got 7'],
  ["too many actions", [[[0, 0]]], "must have 1 actions, one per control, got 2"],
] as const)("%s is refused", ([, policies, message]) => {
  expect(() => readPolicies(controlsOf(3), policies)).toThrow(message);
});
