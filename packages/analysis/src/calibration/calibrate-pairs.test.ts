import { createRandom } from "@paceline/core";
import { expect, test } from "vitest";

import { recordedPairs } from "../../test/recorded-forks.ts";
import { judgePairs } from "../sequential/judge-pairs.ts";
import { addPair, startTrack } from "../sequential/pair-track.ts";
import type { PairOutcome } from "../sequential/pair-track.ts";
import { calibratePairs } from "./calibrate-pairs.ts";
import type { RecordedPairs } from "./calibrate-pairs.ts";

const OPTIONS = { errorRatio: 0.05, pairCountMax: 40, seed: 1 };

const record = (benchmarkId: string, ratios: readonly number[]): RecordedPairs => ({
  benchmarkId,
  metric: "time",
  direction: "lower",
  thresholdRatio: 0.02,
  pairs: ratios.map((ratio, index): PairOutcome => ({
    ratio,
    firstSide: index % 2 === 0 ? "base" : "head",
  })),
});

const random = createRandom(5);
const quiet = record(
  "quiet",
  Array.from({ length: 40 }, () => 1 + 0.004 * (random.nextRatio() - 0.5)),
);

test("pairs within half a percent let the gate see little more than its threshold", () => {
  const { benchmarks, falseAlarms } = calibratePairs([quiet], OPTIONS);
  expect(benchmarks[0]!.smallestVisibleRatio).toBeLessThan(0.03);
  expect(falseAlarms).toMatchObject({ count: 0, trialCount: 1 });
  expect(falseAlarms.high).toBeGreaterThan(0.7);
});

test(
  "on recorded pairs of a noisy machine the smallest visible change is larger, and is indeed seen",
  { timeout: 60_000 },
  () => {
    const recorded = Object.entries(recordedPairs).map(([name, ratios]) => record(name, ratios));
    const calibration = calibratePairs(recorded, OPTIONS);
    for (const [index, { smallestVisibleRatio, ratio }] of calibration.benchmarks.entries()) {
      expect(ratio).toBeCloseTo(1, 1);
      expect(smallestVisibleRatio).toBeGreaterThan(0.02);
      const draw = createRandom(99);
      let seenCount = 0;
      for (let gate = 0; gate < 100; gate += 1) {
        let track = startTrack({ ...recorded[index]!, group: "", name: "" });
        for (let pair = 0; pair < 40; pair += 1) {
          const { pairs } = recorded[index]!;
          const drawn = pairs[draw.nextIndex(pairs.length)]!;
          track = addPair(track, { ...drawn, ratio: drawn.ratio * (1 + smallestVisibleRatio!) });
        }
        const rules = { ...OPTIONS, errorRatio: 0.05 / 5 };
        if (judgePairs([track], rules).comparisons[0]!.verdict === "slower") seenCount += 1;
      }
      expect(seenCount).toBeGreaterThanOrEqual(88);
    }
    expect(calibration.falseAlarms.trialCount).toBe(5);
    expect(calibration.resampledSuiteAlarms.trialCount).toBe(200);
  },
);

test("a machine that favours a side is caught: identical code is called changed", () => {
  const biased = record(
    "biased",
    Array.from({ length: 40 }, () => 1.08),
  );
  const calibration = calibratePairs([biased], OPTIONS);
  expect(calibration.falseAlarms.count).toBe(1);
  expect(calibration.resampledSuiteAlarms.ratio).toBe(1);
});

test("the same seed gives the same calibration", () => {
  expect(calibratePairs([quiet], OPTIONS)).toEqual(calibratePairs([quiet], OPTIONS));
});
