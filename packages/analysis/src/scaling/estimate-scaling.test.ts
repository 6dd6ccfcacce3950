import { createRandom } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { estimateScaling } from "./estimate-scaling.ts";
import type { ScalingCell } from "./estimate-scaling.ts";
import { rateAt } from "./universal-law.ts";
import type { UniversalLaw } from "./universal-law.ts";

const TRUTH: UniversalLaw = { ratePerWorker: 1000, contention: 0.1, coherency: 0.01 };
const COUNTS = [1, 2, 3, 4, 6, 8, 12, 16];

/** Forks whose rates differ from the law by up to `spread` either way, uniformly. */
function simulate(
  law: UniversalLaw,
  forkCount: number,
  spread: number,
  seed: number,
): ScalingCell[] {
  const random = createRandom(seed);
  return COUNTS.map((count) => ({
    count,
    forkRates: Array.from(
      { length: forkCount },
      () => rateAt(law, count) * (1 + spread * (2 * random.nextRatio() - 1)),
    ),
  }));
}

describe("estimateScaling", () => {
  test("holds the truth in its intervals about as often as it says", () => {
    const held = { contention: 0, peak: 0 };
    const truePeak = Math.sqrt(0.9 / 0.01);
    const trialCount = 60;
    for (let seed = 1; seed <= trialCount; seed += 1) {
      const cells = simulate(TRUTH, 5, 0.1, seed);
      const estimate = estimateScaling(cells, { seed, resampleCount: 200 });
      if (estimate.state !== "fitted") continue;
      const { contention, peak } = estimate;
      if (contention.low <= TRUTH.contention && TRUTH.contention <= contention.high)
        held.contention += 1;
      if ((peak.low ?? 0) <= truePeak && truePeak <= (peak.high ?? Infinity)) held.peak += 1;
    }
    // 95 % of 60 is 57; 50 or fewer has a chance below 0.1 % (binomial).
    expect(Math.min(held.contention, held.peak)).toBeGreaterThan(50);
  });

  test("finds the peak of a law that has one", () => {
    const estimate = estimateScaling(simulate(TRUTH, 5, 0.02, 3), { seed: 1 });
    if (estimate.state !== "fitted") throw new Error("not fitted");
    expect(estimate.peak.estimate! / Math.sqrt(0.9 / 0.01)).toBeCloseTo(1, 1);
    expect(estimate.doubts).toEqual([]);
  });

  test("says that there is no peak where the rate only flattens", () => {
    const flattening = { ...TRUTH, coherency: 0 };
    const estimate = estimateScaling(simulate(flattening, 4, 0.02, 5), { seed: 1 });
    if (estimate.state !== "fitted") throw new Error("not fitted");
    expect(estimate.peak.high).toBeNull();
    expect(estimate.doubts).toContain("no-peak");
  });

  test("says that the law does not fit what does not follow it", () => {
    const cells = COUNTS.map((count) => {
      const rate = count === 8 ? 100 : rateAt(TRUTH, count);
      return { count, forkRates: [rate, rate * 1.001] };
    });
    const estimate = estimateScaling(cells, { seed: 1 });
    if (estimate.state !== "fitted") throw new Error("not fitted");
    expect(estimate.doubts).toContain("lack-of-fit");
    expect(estimate.residualRatioMax).toBeGreaterThan(0.1);
  });

  test("cannot tell from three counts, nor from one fork", () => {
    const cells = simulate(TRUTH, 3, 0.02, 1);
    expect(estimateScaling(cells.slice(0, 3), { seed: 1 })).toEqual({
      state: "unclear",
      reason: "too-few-counts",
    });
    expect(estimateScaling(simulate(TRUTH, 1, 0.02, 1), { seed: 1 })).toEqual({
      state: "unclear",
      reason: "too-few-forks",
    });
  });

  test("gives the same intervals for the same seed", () => {
    const cells = simulate(TRUTH, 3, 0.05, 9);
    expect(estimateScaling(cells, { seed: 4 })).toEqual(estimateScaling(cells, { seed: 4 }));
  });
});
