import { addPair, startTrack } from "@paceline/analysis";
import type { PairTrack } from "@paceline/analysis";
import { expect, test } from "vitest";

import { pairProgress } from "./pair-progress.ts";

const rules = { errorRatio: 0.05, pairCountMax: 60 };

const track = (benchmarkId: string, pairCount: number, metric = "time"): PairTrack => {
  let known = startTrack({
    benchmarkId,
    group: "",
    name: benchmarkId,
    metric,
    direction: "lower",
    thresholdRatio: 0.02,
  });
  for (let pair = 0; pair < pairCount; pair += 1) {
    known = addPair(known, { ratio: 1, firstSide: "base" });
  }
  return known;
};

test("counts pairs of processes, not of metrics, against those that are still to come", () => {
  const tracks = [track("a", 3), track("a", 3, "kept")];
  const progress = pairProgress(tracks, ["a"], { rules, purpose: undefined });
  expect(progress.text).toBe("0/1 decided, pair 4 of a");
  // Two metrics at half the level each: eight agreeing pairs.
  expect(progress.doneRatio).toBeCloseTo(3 / 8, 12);
});

test("says what the pairs are for, and nothing of a name that a terminal would obey", () => {
  const { text, doneRatio } = pairProgress([track("\u001b[2Jb", 0)], ["\u001b[2Jb"], {
    rules,
    purpose: "unchanged",
  });
  expect(text).toMatch(/^unchanged, 0\/1 decided, pair 1 of /);
  expect(text).not.toContain("\u001b");
  expect(doneRatio).toBe(0);
});
