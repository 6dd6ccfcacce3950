import { expect, test } from "vitest";

import type { VerdictRow } from "../../verdicts/verdict-row.ts";
import { createPaint } from "../../words/paint.ts";
import { renderVerdicts } from "./verdict-table.ts";

const row: VerdictRow = {
  id: "sort/numbers",
  group: "sort",
  label: "sort/numbers of a certain kind",
  verdict: "unclear",
  ratio: 1.013,
  low: 0.926,
  high: 1.147,
  confidenceRatio: 0.95,
  thresholdRatio: 0.05,
  evidence: "5 forks a side",
  reason: "the interval reaches over the threshold",
};

const lines = (width: number): readonly string[] =>
  renderVerdicts([row], {
    width,
    paint: createPaint(false),
    base: "a",
    head: "b",
    notes: [],
  }).split("\n");

test("is one line and its reason where there is room", () => {
  expect(lines(100).slice(2, 4)).toEqual([
    "unclear  sort/numbers of a certain kind  +1.3 %  [−7.4 %, +14.7 %]  ±5 %  5 forks a side",
    "    the interval reaches over the threshold",
  ]);
});

test.for([60, 70, 80])("says below what %i columns have no room for, and is no wider", (width) => {
  const shown = lines(width);
  for (const line of shown) expect(line.length).toBeLessThanOrEqual(width);
  expect(shown.join(" ").replaceAll(/ +/g, " ")).toContain("5 forks a side");
  expect(shown.join(" ")).toContain("±5 %");
});
