import { expect, test } from "vitest";

import { parseDuration } from "./parse-duration.ts";

test.for([
  ["250us", 0.25],
  ["250 µs", 0.25],
  ["500ms", 500],
  ["2s", 2000],
  ["0.25s", 250],
  ["5m", 300_000],
  ["1h", 3_600_000],
  [" 3 s ", 3000],
  ["2", undefined],
  ["0ms", undefined],
  ["-1s", undefined],
  ["1e9s", undefined],
  ["2 seconds", undefined],
  ["", undefined],
] as const)("reads %j as %s ms", ([text, durationMs]) => {
  expect(parseDuration(text)).toBe(durationMs);
});
