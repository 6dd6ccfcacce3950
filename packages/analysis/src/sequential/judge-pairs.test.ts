import { createRandom } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { recordedPairs } from "../../test/recorded-forks.ts";
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { judgePairs, nextPairs } from "./judge-pairs.ts";
import type { SequentialVerdicts } from "./judge-pairs.ts";
import { addPair, orderEffect, ratioSequence, startTrack } from "./pair-track.ts";
import type { PairOutcome, PairTrack } from "./pair-track.ts";

const RULES = { errorRatio: 0.05, pairCountMax: 60 };

const start = (benchmarkId: string, thresholdRatio = 0.02): PairTrack =>
  startTrack({
    benchmarkId,
    group: "group",
    name: benchmarkId,
    thresholdRatio,
    metric: "time",
    direction: "lower",
  });

const pairsOf = (ratios: readonly number[]): PairOutcome[] =>
  ratios.map((ratio, index) => ({ ratio, firstSide: index % 2 === 0 ? "base" : "head" }));

const trackOf = (ratios: readonly number[]): PairTrack =>
  pairsOf(ratios).reduce(addPair, start("a"));

/** Buys pairs as a gate does, looking after each, until all is decided or a benchmark's limit is reached. */
function runGate(
  draws: Readonly<Record<string, () => number>>,
  pairCountMax = 60,
): SequentialVerdicts {
  const tracks = new Map(Object.keys(draws).map((id) => [id, start(id)]));
  for (;;) {
    const rules = { ...RULES, pairCountMax };
    const [next] = nextPairs([...tracks.values()], rules);
    if (next === undefined) return judgePairs([...tracks.values()], rules);
    const track = tracks.get(next)!;
    const firstSide = track.pairs.length % 2 === 0 ? "base" : "head";
    tracks.set(next, addPair(track, { ratio: draws[next]!(), firstSide }));
  }
}

/** Draws from the recorded pairs, centred so that their population median is exactly no change. */
function recordedDraws(seed: number): Record<string, () => number> {
  const random = createRandom(seed);
  return Object.fromEntries(
    Object.entries(recordedPairs).map(([name, ratios]) => {
      const sorted = ratios.toSorted((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)]!;
      return [name, () => ratios[random.nextIndex(ratios.length)]! / middle];
    }),
  );
}

describe("judgePairs", () => {
  test(
    "over 3,000 suites of unchanged code, looked at after every pair, false alarms stay under the stated rate",
    { timeout: 60_000 },
    () => {
      let alarmCount = 0;
      for (let suite = 0; suite < 3000; suite += 1) {
        const { comparisons } = runGate(recordedDraws(suite), 30);
        const isAlarm = comparisons.some(
          ({ verdict }) => verdict === "slower" || verdict === "faster",
        );
        if (isAlarm) alarmCount += 1;
      }
      const share = wilsonInterval(alarmCount, 3000);
      expect(share.high, `false alarms ${share.ratio}`).toBeLessThan(RULES.errorRatio);
    },
  );

  test(
    "at the worst case, a true change equal to the threshold, the rate holds too",
    { timeout: 60_000 },
    () => {
      const random = createRandom(9);
      let alarmCount = 0;
      for (let suite = 0; suite < 3000; suite += 1) {
        // Heavy tails around the threshold itself: one in ten draws is ten times as far out.
        const draw = (): number =>
          1.02 * Math.exp((random.nextRatio() - 0.5) * (random.nextRatio() < 0.1 ? 1 : 0.1));
        const { comparisons } = runGate({ a: draw, b: draw, c: draw }, 40);
        const isWrong = comparisons.some(({ verdict }) => verdict !== "unclear");
        if (isWrong) alarmCount += 1;
      }
      const share = wilsonInterval(alarmCount, 3000);
      // "slower" and "same" are both wrong here, and each family has its own error.
      expect(share.high, `false verdicts ${share.ratio}`).toBeLessThan(2 * RULES.errorRatio);
    },
  );

  test("looking after every pair with a rule of p < 0.05 would not hold: the sign test alone fires", () => {
    const random = createRandom(3);
    let alarmCount = 0;
    for (let trial = 0; trial < 500; trial += 1) {
      let above = 0;
      let isAlarm = false;
      for (let count = 1; count <= 60; count += 1) {
        above += Number(random.nextRatio() < 0.5);
        isAlarm ||= Math.abs(above - count / 2) > 1.96 * Math.sqrt(count / 4);
      }
      if (isAlarm) alarmCount += 1;
    }
    expect(alarmCount / 500).toBeGreaterThan(0.2);
  });

  test("finds +10 % in quiet pairs after about a dozen pairs and calls the rest the same", () => {
    const random = createRandom(1);
    const draw = (center: number) => (): number => center * (1 + 0.01 * (random.nextRatio() - 0.5));
    const { comparisons } = runGate({ a: draw(1.1), b: draw(1), c: draw(0.9) });
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(["slower", "same", "faster"]);
    for (const { pairCount } of comparisons) expect(pairCount).toBeLessThan(15);
  });

  test("buys for those with the fewest pairs first and never for the decided", () => {
    const tracks = [trackOf([1, 1]), { ...trackOf([1]), benchmarkId: "b" }];
    expect(judgePairs(tracks, RULES).needsMore).toEqual(["b", "a"]);
    const decided = trackOf(Array.from({ length: 12 }, () => 1.2));
    expect(judgePairs([decided], RULES)).toMatchObject({
      needsMore: [],
      comparisons: [{ verdict: "slower", reason: { code: "interval-beyond-threshold" } }],
    });
  });

  test("asks once for a benchmark of which any metric is open, and no more at its limit", () => {
    const time = trackOf(Array.from({ length: 15 }, () => 1.2));
    const told = { ...trackOf([1, 1]), metric: "allocatedBytes" };
    expect(judgePairs([time, told, { ...told, metric: "kept" }], RULES).needsMore).toEqual(["a"]);
    // Some pairs could not tell what was allocated, and still were pairs of the benchmark.
    const verdicts = judgePairs([time, told], { ...RULES, pairCountMax: 15 });
    expect(verdicts.needsMore).toEqual([]);
    expect(verdicts.comparisons[1]!.reason).toEqual({ code: "pair-limit", pairCountMax: 15 });
  });

  test("more is worse or better by the metric's direction", () => {
    const up = trackOf(Array.from({ length: 15 }, () => 1.2));
    const rate = { ...up, metric: "messagesPerSecond", direction: "higher" } as const;
    const { comparisons, symmetry } = judgePairs([up, rate], RULES);
    expect(comparisons.map(({ verdict }) => verdict)).toEqual(["slower", "faster"]);
    expect(symmetry).toMatchObject({ slowerCount: 0, fasterCount: 0 });
  });

  test("at the limit of pairs stays unclear and asks for no more", () => {
    const verdicts = judgePairs([trackOf([1.02, 1.03, 1.01])], { ...RULES, pairCountMax: 3 });
    expect(verdicts).toMatchObject({
      needsMore: [],
      comparisons: [{ verdict: "unclear", reason: { code: "pair-limit", pairCountMax: 3 } }],
    });
  });

  test("a verdict's interval lies where the verdict says", () => {
    const slower = judgePairs([trackOf(Array.from({ length: 14 }, () => 1.2))], RULES);
    expect(slower.comparisons[0]!.interval.low).toBeGreaterThan(1.02);
    const same = judgePairs([trackOf(Array.from({ length: 14 }, () => 1.001))], RULES);
    expect(same.comparisons[0]!.interval.low).toBeGreaterThan(1 / 1.02);
    expect(same.comparisons[0]!.interval.high).toBeLessThan(1.02);
  });
});

describe("ratioSequence", () => {
  test("covers the true median at all times together in at least the stated share of runs", () => {
    const random = createRandom(21);
    let missCount = 0;
    for (let trial = 0; trial < 1000; trial += 1) {
      // Skewed draws with median 1.
      const pairs = pairsOf(
        Array.from({ length: 60 }, () => Math.exp(-Math.log(random.nextRatio() || 0.5) - Math.LN2)),
      );
      const { low, high } = ratioSequence(pairs, 0.05);
      if ((low ?? 0) > 1 || (high ?? Infinity) < 1) missCount += 1;
    }
    expect(wilsonInterval(missCount, 1000).high).toBeLessThan(0.05);
  });

  test("has open ends before there are enough pairs to bound anything", () => {
    expect(ratioSequence(pairsOf([1, 2, 3]), 0.05)).toMatchObject({ low: null, high: null });
  });
});

test("the order effect is half the gap between the two orders", () => {
  expect(orderEffect(pairsOf([1, 1.21, 1, 1.21]))).toBeCloseTo(1.1, 12);
  expect(orderEffect(pairsOf([1]))).toBeNull();
});
