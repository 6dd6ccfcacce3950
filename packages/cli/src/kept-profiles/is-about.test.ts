import { expect, test } from "vitest";

import { isAbout } from "./is-about.ts";

test.for([
  ["agents-spawn-many-count-10", true],
  ["agents-spawn-many", true],
  ["agents/spawn/many", true],
  ["agents-spawn", true],
  ["agents", true],
  ["many", true],
  ["spawn", false],
  ["man", false],
  ["count", false],
  ["", false],
  ["---", false],
] as const)("%s is about agents/spawn/many[count=10]: %s", ([name, expected]) => {
  expect(isAbout(name, "agents/spawn/many[count=10]")).toBe(expected);
});
