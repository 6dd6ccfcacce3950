import { expect, test } from "vitest";

import { addPair, startTrack } from "./pair-track.ts";
import type { PairTrack } from "./pair-track.ts";
import { pairsLeft } from "./pairs-left.ts";

const RULES = { errorRatio: 0.05, pairCountMax: 60 };

const track = (benchmarkId: string, ratios: readonly number[], metric = "time"): PairTrack =>
  ratios
    .map((ratio) => ({ ratio, firstSide: "base" as const }))
    .reduce(
      addPair,
      startTrack({
        benchmarkId,
        group: "",
        name: benchmarkId,
        metric,
        direction: "lower",
        thresholdRatio: 0.02,
      }),
    );

const agreeing = (count: number): number[] => Array.from({ length: count }, () => 1);

test("of one benchmark that agrees with itself are those up to the seventh", () => {
  // Seven agreeing pairs decide one benchmark: see sign-evidence.test.ts.
  for (const known of [0, 1, 4, 6, 7, 9]) {
    expect(pairsLeft([track("a", agreeing(known))], RULES)).toBe(Math.max(0, 7 - known));
  }
});

test("counts a pair once, however many metrics it tells", () => {
  const one = pairsLeft([track("a", agreeing(2))], RULES);
  const both = pairsLeft([track("a", agreeing(2)), track("a", agreeing(2), "kept")], RULES);
  // Two to decide at half the level each need at most a pair or two more, not twice as many.
  expect(both).toBeGreaterThanOrEqual(one);
  expect(both).toBeLessThanOrEqual(one + 2);
});

test("of a change about as large as the threshold are all that it may have", () => {
  const torn = Array.from({ length: 6 }, (_, index) => (index % 2 === 0 ? 1.01 : 1.04));
  expect(pairsLeft([track("a", torn)], RULES)).toBe(54);
});

test("where nothing is ever decided are those up to the limit of each", () => {
  const never = { errorRatio: 1e-300, pairCountMax: 20 };
  expect(pairsLeft([track("a", agreeing(5)), track("b", agreeing(4))], never)).toBe(31);
});

test("of nothing are none", () => {
  expect(pairsLeft([], RULES)).toBe(0);
});
