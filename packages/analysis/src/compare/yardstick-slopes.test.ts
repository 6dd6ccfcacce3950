import { createRandom } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { ridgeOf, slopesOf, sumsOf } from "./yardstick-slopes.ts";
import type { Reading } from "./yardstick-slopes.ts";

interface Truth {
  readonly chain: number;
  readonly wide: number;
  readonly level: number;
  readonly noise?: number;
}

function readings({ chain, wide, level, noise = 0 }: Truth, seed: number): Reading[] {
  const random = createRandom(seed);
  return Array.from({ length: 8 }, () => {
    const host = { chain: random.nextRatio() / 10, wide: random.nextRatio() };
    const time = level + chain * host.chain + wide * host.wide + noise * (random.nextRatio() - 0.5);
    return { ...host, time };
  });
}

const slopes = (base: readonly Reading[], head: readonly Reading[]) =>
  slopesOf([sumsOf(base)], [sumsOf(head)]);

/** A host that hardly changes, and noise. */
const steady = (seed: number): Reading[] =>
  readings({ chain: 0, wide: 0, level: 5, noise: 0.02 }, seed).map(({ time, chain, wide }) => ({
    time,
    chain: chain / 100,
    wide: wide / 1000,
  }));

describe("slopesOf", () => {
  test("finds the slopes of exact readings, whatever the level of either side", () => {
    const found = slopes(
      readings({ chain: 0.9, wide: 0.3, level: 5 }, 1),
      readings({ chain: 0.9, wide: 0.3, level: 7 }, 2),
    );
    expect(found.chain).toBeCloseTo(0.9, 9);
    expect(found.wide).toBeCloseTo(0.3, 9);
  });

  test("leaves no smaller squares on a fine grid of slopes of at least 0 (brute force)", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const truth = { chain: (seed % 5) - 2, wide: (seed % 3) / 2 - 0.5, level: 3, noise: 0.5 };
      const sides = [readings(truth, seed), readings({ ...truth, level: 4 }, seed + 100)] as const;
      const found = slopes(...sides);
      const best = squares(sides, found.chain, found.wide);
      for (let chain = 0; chain <= 4; chain += 0.1) {
        for (let wide = 0; wide <= 1.5; wide += 0.05) {
          expect(squares(sides, chain, wide)).toBeGreaterThanOrEqual(best - 1e-9);
        }
      }
    }
  });

  test("are 0 on a host that never changed", () => {
    const still = [1, 2, 3].map((time) => ({
      time,
      chain: Math.log(61_234),
      wide: Math.log(98_765),
    }));
    expect(slopes(still, still)).toEqual({ chain: 0, wide: 0 });
  });

  test("go to one of two yardsticks that say the same", () => {
    const same = [1, 2, 4].map((host) => ({ time: 2 * host, chain: host, wide: host }));
    const found = slopes(same, same);
    expect(found.chain + found.wide).toBeCloseTo(2, 9);
  });
});

describe("ridgeOf", () => {
  test("keeps readings of a host that hardly changed from making slopes out of noise", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const sides = [[sumsOf(steady(seed))], [sumsOf(steady(seed + 100))]] as const;
      const found = slopesOf(...sides, ridgeOf(...sides));
      expect(Math.max(found.chain, found.wide)).toBeLessThan(0.1);
    }
    const plain = Array.from({ length: 20 }, (_, seed) => slopes(steady(seed), steady(seed + 100)));
    expect(Math.max(...plain.map(({ chain, wide }) => Math.max(chain, wide)))).toBeGreaterThan(2);
  });

  test("changes slopes that readings show well by less than a hundredth", () => {
    const truth = { chain: 0.9, wide: 0.4, level: 5, noise: 0.01 };
    const sides = [[sumsOf(readings(truth, 1))], [sumsOf(readings(truth, 2))]] as const;
    const plain = slopesOf(...sides);
    const found = slopesOf(...sides, ridgeOf(...sides));
    expect(found.wide / plain.wide).toBeCloseTo(1, 2);
  });

  test("leaves a side that shows nothing at the slopes it is told to go by", () => {
    const still = [1, 2, 3].map(() => ({ time: 5, chain: 1, wide: 1 }));
    const around = { chain: 0.8, wide: 0.3 };
    const found = slopesOf([sumsOf(still)], [], 1e-3, around);
    expect(found.chain).toBeCloseTo(0.8, 9);
    expect(found.wide).toBeCloseTo(0.3, 9);
  });
});

function squares(sides: readonly (readonly Reading[])[], chain: number, wide: number): number {
  let sum = 0;
  for (const side of sides) {
    const left = side.map((r) => r.time - chain * r.chain - wide * r.wide);
    const center = left.reduce((total, value) => total + value, 0) / left.length;
    for (const value of left) sum += (value - center) ** 2;
  }
  return sum;
}
