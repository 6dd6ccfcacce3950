import { describe, expect, test } from "vitest";

import { isSteady, WINDOW_SIZE } from "./is-steady.ts";

const windowOf = (value: number, wobble = 0): number[] =>
  Array.from({ length: WINDOW_SIZE }, (_, index) => value * (1 + wobble * ((index % 5) - 2)));

// The limits are those of pyperf 2.10, `_worker.py`.
describe("isSteady", () => {
  test.for([
    { why: "level", values: [...windowOf(100), ...windowOf(100)], expected: true },
    { why: "wobbling", values: [...windowOf(100, 0.02), ...windowOf(100, 0.02)], expected: true },
    { why: "7 % faster", values: [...windowOf(100), ...windowOf(93)], expected: false },
    { why: "4 % faster", values: [...windowOf(100), ...windowOf(96)], expected: true },
    { why: "40 % slower", values: [...windowOf(100), ...windowOf(140)], expected: true },
    { why: "60 % slower", values: [...windowOf(100), ...windowOf(160)], expected: false },
    { why: "restless", values: [...windowOf(100), ...windowOf(110, 0.2)], expected: false },
    {
      why: "a first outlier",
      values: [200, ...windowOf(100).slice(1), ...windowOf(100)],
      expected: false,
    },
    { why: "too few", values: [...windowOf(100), ...windowOf(100).slice(1)], expected: false },
  ])("$why: $expected", ({ values, expected }) => {
    expect(isSteady(values, WINDOW_SIZE)).toBe(expected);
  });

  test("looks at the last two windows only", () => {
    expect(isSteady([...windowOf(900), ...windowOf(100), ...windowOf(100)], WINDOW_SIZE)).toBe(
      true,
    );
  });
});
