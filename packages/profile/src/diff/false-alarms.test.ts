import { createRandom } from "@paceline/core";
import type { Random } from "@paceline/core";
import { expect, test } from "vitest";

import { createFrameTable, frameAt } from "../model/frame-table.ts";
import { NO_META } from "../model/profile.ts";
import type { Profile } from "../model/profile.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import { rankCauses } from "./attribution.ts";
import { diffProfiles } from "./diff-profiles.ts";

/**
 * Runs as they were recorded of an agent workload on Node 24: some 780 samples of 1.1 ms each, half of them
 * in five of sixty functions, counts that vary from run to run by up to 1.5 times what drawing alone would.
 */
const FUNCTION_COUNT = 60;
const SAMPLE_COUNT = 780;
const DISPERSION = 1.5;
const NS_PER_SAMPLE = 1.1e6;
const RUN_COUNT = 8;

const SHARES = Array.from({ length: FUNCTION_COUNT }, (_, rank) => 1 / (rank + 2));
const SHARE_SUM = SHARES.reduce((sum, share) => sum + share, 0);

/** By the polar method of Marsaglia. */
function nextNormal(random: Random): number {
  for (;;) {
    const x = 2 * random.nextRatio() - 1;
    const y = 2 * random.nextRatio() - 1;
    const radius = x * x + y * y;
    if (radius > 0 && radius < 1) return x * Math.sqrt((-2 * Math.log(radius)) / radius);
  }
}

/** Knuth's product for few, the normal for many. */
function nextPoisson(random: Random, mean: number): number {
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * nextNormal(random)));
  const limit = Math.exp(-mean);
  let product = random.nextRatio();
  let count = 0;
  for (; product > limit; count++) product *= random.nextRatio();
  return count;
}

/** @param busyShare - added to function 20, as a share of the whole. */
function drawRun(random: Random, busyShare = 0): Profile {
  const frames = createFrameTable();
  const main = frames.intern({ name: "main" });
  const builder = createTrackBuilder(false);
  for (const [rank, share] of SHARES.entries()) {
    const added = rank === 20 ? busyShare : 0;
    const mean = SAMPLE_COUNT * (share / SHARE_SUM + added);
    // A mean that itself varies makes counts vary more than drawing does.
    const spread = Math.sqrt((DISPERSION - 1) * mean) * nextNormal(random);
    const count = nextPoisson(random, Math.max(0, mean + spread));
    const caller = frames.intern({ name: `f${Math.floor(rank / 4)}` });
    const frame = frames.intern({ name: `f${rank}` });
    const stack = rank < 4 ? [main, frame] : [main, caller, frame];
    builder.add(builder.nodeOf(stack), Math.round(count * NS_PER_SAMPLE), count);
  }
  const track = builder.build({ ...NO_HEAD, mode: "cpu", sampleType: "cpu", unit: "ns" });
  const meta = { ...NO_META, operationCount: 1000 };
  return { frames: frames.build(), tracks: [track], meta, warnings: [] };
}

const drawRuns = (random: Random, busyShare = 0): readonly Profile[] =>
  Array.from({ length: RUN_COUNT }, () => drawRun(random, busyShare));

test(
  "runs of the same code show no change in at least 95 of 100 comparisons",
  { timeout: 60_000 },
  () => {
    const random = createRandom(7);
    let alarmCount = 0;
    const comparisonCount = 100;
    for (let comparison = 0; comparison < comparisonCount; comparison++) {
      const { functions } = diffProfiles(drawRuns(random), drawRuns(random));
      if (functions.some(({ self }) => self.verdict === "changed")) alarmCount++;
    }
    expect(alarmCount / comparisonCount).toBeLessThanOrEqual(0.05);
  },
);

test("a busy loop of 10 % in one function is the first cause in 10 of 10 comparisons", () => {
  const random = createRandom(11);
  const firsts = Array.from({ length: 10 }, () => {
    const diff = diffProfiles(drawRuns(random), drawRuns(random, 0.1));
    return frameAt(diff.frames, rankCauses(diff)[0]?.frames[0] ?? 0).name;
  });
  expect(firsts).toEqual(Array.from({ length: 10 }, () => "f20"));
});
