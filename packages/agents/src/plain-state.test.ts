import { expect, test } from "vitest";

import { findStateFault } from "./plain-state.ts";

class Walker {
  readonly at = 1;
}

test.for([
  ["numbers and text", { count: 1, name: "a", none: null, nothing: undefined, big: 1n }],
  ["typed arrays, shared ones too", [new Float64Array(2), new SharedArrayBuffer(8)]],
  ["maps, sets and dates", new Map([[1, new Set([new Date(0)])]])],
  ["an object without a prototype", Object.create(null)],
] as const)("%s move as they are", ([, state]) => {
  expect(findStateFault(state)).toBe(null);
  expect(structuredClone(state)).toEqual(state);
});

test("a cycle moves, since its copy is a cycle", () => {
  const state: { self?: unknown } = {};
  state.self = state;
  expect(findStateFault(state)).toBe(null);
});

test.for([
  ["a function", { next: [() => 1] }],
  ["a symbol", [Symbol("s")]],
  ["an instance of Walker", new Map([["walker", new Walker()]])],
  ["an instance of Promise", new Set([Promise.resolve()])],
] as const)("%s is named as what stands in the way", ([fault, state]) => {
  expect(findStateFault(state)).toBe(fault);
});
