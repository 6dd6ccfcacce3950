import { compileModel, compileProgram } from "@paceline/inference";
import { expect, test } from "vitest";

import { coordinatorModel } from "./coordinator-model.ts";
import { createProgramCache } from "./program-cache.ts";

const compile = () => compileProgram(compileModel(coordinatorModel(2)));

test("compiles each key once and hands out the same program", () => {
  const cache = createProgramCache(4);
  const first = cache.get("a", compile);
  expect(cache.get("b", compile)).not.toBe(first);
  expect(cache.get("a", compile)).toBe(first);
  expect([cache.programCount, cache.missCount]).toEqual([2, 2]);
});

test("lets go of the least recently used and never holds more than its bound", () => {
  const cache = createProgramCache(2);
  for (const key of ["a", "b", "a", "c"]) cache.get(key, compile);
  expect(cache.programCount).toBe(2);
  cache.get("a", compile);
  expect(cache.missCount).toBe(3);
  cache.get("b", compile);
  expect(cache.missCount).toBe(4);
});
