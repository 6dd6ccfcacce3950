import { createRandom } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { settledSums } from "./settled-readings.ts";
import { slopesOf, sumsOf } from "./yardstick-slopes.ts";
import type { Reading, Slopes } from "./yardstick-slopes.ts";

type Forks = readonly (readonly Reading[])[];

/** Five forks of eight stretches of code that follows the yardsticks by 0.9 and 0.4. */
function forks(level: number, seed: number, noise: number): Forks {
  const random = createRandom(seed);
  return Array.from({ length: 5 }, () =>
    Array.from({ length: 8 }, () => {
      const host = { chain: random.nextRatio() / 10, wide: random.nextRatio() };
      const scatter = noise * (random.nextRatio() - 0.5);
      return { ...host, time: level + 0.9 * host.chain + 0.4 * host.wide + scatter };
    }),
  );
}

/** The first stretch of each fork before the compiler was done: it took six times as long. */
const late = (side: Forks): Forks =>
  side.map(([first, ...rest]) => [{ ...first!, time: first!.time + Math.log(6) }, ...rest]);

/** Two of forty stretches met a busy host. */
const rare = (): Forks =>
  Array.from({ length: 5 }, (_fork, index) =>
    Array.from({ length: 8 }, (_reading, stretch) => {
      const wide = index === 0 && stretch < 2 ? 0.6 : 0.001 * stretch;
      return { time: 5 + 0.8 * wide + 0.001 * (stretch % 3), chain: 0, wide };
    }),
  );

function settledSlopes(base: Forks, head: Forks): Slopes {
  const sums = settledSums({ base, head });
  return slopesOf(sums.base, sums.head);
}

describe("settledSums", () => {
  test("leave out what no yardstick explains, an eighth of all readings", () => {
    const found = settledSlopes(late(forks(5, 1, 0)), late(forks(7, 2, 0)));
    expect(found.chain).toBeCloseTo(0.9, 6);
    expect(found.wide).toBeCloseTo(0.4, 6);
    const misled = slopesOf(late(forks(5, 1, 0)).map(row), late(forks(7, 2, 0)).map(row));
    expect(Math.abs(misled.chain - 0.9)).toBeGreaterThan(0.5);
  });

  test("keep nearly all that least squares know of readings with even scatter", () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const sides = [forks(5, seed, 0.02), forks(7, seed + 100, 0.02)] as const;
      const found = settledSlopes(...sides);
      const free = slopesOf(sides[0].map(row), sides[1].map(row));
      expect(Math.abs(found.chain - free.chain)).toBeLessThan(0.02);
      expect(Math.abs(found.wide - free.wide)).toBeLessThan(0.002);
    }
  });

  test("keep the few stretches in which the host was busy, which alone show the slope", () => {
    expect(settledSlopes(rare(), rare()).wide).toBeCloseTo(0.8, 2);
  });
});

const row = (fork: readonly Reading[]) => sumsOf(fork);
