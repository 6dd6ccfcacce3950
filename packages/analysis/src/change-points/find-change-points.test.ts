import { createRandom } from "@paceline/core";
import type { Random } from "@paceline/core";
import { describe, expect, test } from "vitest";

import tigerbeetle from "../../test/fixtures/otava-tigerbeetle.json" with { type: "json" };
import { wilsonInterval } from "../statistics/wilson-interval.ts";
import { findChangePoints } from "./find-change-points.ts";
import type { ChangePointOptions } from "./find-change-points.ts";

const indexes = (values: readonly number[], options?: ChangePointOptions): number[] =>
  findChangePoints(values, options).map(({ index }) => index);

/** Levels held for so many points each, with multiplicative noise of two humps and rare spikes. */
function planted(
  levels: readonly (readonly [level: number, length: number])[],
  { seed = 1, noiseRatio = 0.02, carry = 0 } = {},
): number[] {
  const random = createRandom(seed);
  let deviation = 0;
  return levels.flatMap(([level, length]) =>
    Array.from({ length }, () => {
      const hump = random.nextRatio() < 0.3 ? noiseRatio : 0;
      const fresh = noiseRatio * (random.nextRatio() + random.nextRatio() - 1) + hump;
      deviation = carry * deviation + Math.sqrt(1 - carry * carry) * fresh;
      const spike = random.nextRatio() < 0.01 ? 1.5 : 1;
      return level * (1 + deviation) * spike;
    }),
  );
}

function withSpikes(count: number): number[] {
  return planted([
    [100, 40],
    [200, count],
    [100, 40],
  ]);
}

describe("findChangePoints on published series", () => {
  test("finds what Apache Otava finds in the series of its tests", () => {
    // Otava, tests/series_test.py: series1 changes at 6, series2 at 4.
    expect(indexes([1.02, 0.95, 0.99, 1.0, 1.12, 0.9, 0.5, 0.51, 0.48, 0.48, 0.55])).toEqual([6]);
    expect(indexes([2.02, 2.03, 2.01, 2.04, 1.82, 1.85, 1.79, 1.81, 1.8, 1.76, 1.78])).toEqual([4]);
  });

  test("finds both changes beyond 5 % of Otava's demo series and not its lone drop", () => {
    expect(indexes(tigerbeetle.values, { changeRatioMin: 0.05 })).toEqual([15, 71]);
  });

  test("finds the levels of Otava's series of ties", () => {
    // Otava, tests/series_test.py: test_change_point_detection_many, changes at 5, 13 and 21.
    const levels = [1, 5, 9, 3].flatMap((level, index) =>
      Array.from({ length: [5, 8, 8, 9][index]! }, () => level),
    );
    expect(indexes(levels)).toEqual([5, 13, 21]);
  });
});

describe("findChangePoints on planted series", () => {
  test("finds three changes of 8 to 20 % in 200 points within one point", () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const found = indexes(
        planted(
          [
            [100, 60],
            [120, 50],
            [110, 40],
            [130, 50],
          ],
          { seed },
        ),
      );
      expect(found).toHaveLength(3);
      for (const [order, index] of [60, 110, 150].entries()) {
        expect(Math.abs(found[order]! - index)).toBeLessThanOrEqual(1);
      }
    }
  });

  test("stays quiet over constant, spiky and carried-over series at the stated rate", () => {
    for (const carry of [0, 0.3, 0.6]) {
      // Of so short ones nobody can tell how long a busy host stays busy, so that must be assumed.
      for (const length of [12, 30, 49, 150]) {
        let alarmCount = 0;
        for (let seed = 0; seed < 300; seed += 1) {
          const series = planted([[100, length]], { seed, noiseRatio: 0.1, carry });
          if (findChangePoints(series, { changeRatioMin: 0 }).length > 0) alarmCount += 1;
        }
        const share = wilsonInterval(alarmCount, 300);
        expect(share.low, `carry ${carry}, ${length} runs: ${share.ratio}`).toBeLessThan(0.05);
      }
    }
    expect(indexes(Array.from({ length: 100 }, () => 7))).toEqual([]);
  });

  test("stays quiet where the host wanders, drifts, or is busier by half days", () => {
    const SERIES_COUNT = 40;
    const hosts = {
      wandering: (random: Random, length: number) => {
        let level = 0;
        return Array.from({ length }, () => {
          level += 0.007 * (random.nextRatio() - 0.5);
          return level + 0.1 * (random.nextRatio() - 0.5);
        });
      },
      drifting: (random: Random, length: number) =>
        Array.from({ length }, (_, run) => (0.1 * run) / length + 0.07 * random.nextRatio()),
      busy: (random: Random, length: number) =>
        Array.from({ length }, (_, run) => (run % 24 < 12 ? 0.03 : 0) + 0.07 * random.nextRatio()),
    };
    for (const [name, draw] of Object.entries(hosts)) {
      for (const length of [100, 300]) {
        let alarmCount = 0;
        let nearCount = 0;
        for (let seed = 0; seed < SERIES_COUNT; seed += 1) {
          const quiet = draw(createRandom(seed), length).map(Math.exp);
          if (indexes(quiet).length > 0) alarmCount += 1;
          const place = Math.floor(length / 2) + (seed % 7);
          const stepped = quiet.map((value, run) => (run >= place ? 1.2 * value : value));
          if (indexes(stepped).some((index) => Math.abs(index - place) <= 1)) nearCount += 1;
        }
        const what = `${name}, ${length} runs`;
        expect(wilsonInterval(alarmCount, SERIES_COUNT).low, what).toBeLessThan(0.05);
        expect(nearCount, what).toBeGreaterThanOrEqual(0.95 * SERIES_COUNT);
      }
    }
  });

  test("over a hundred quiet series judged together hardly ever finds any", () => {
    let alarmCount = 0;
    for (let family = 0; family < 20; family += 1) {
      for (let series = 0; series < 100; series += 1) {
        const values = planted([[100, 100]], { seed: family * 1000 + series, noiseRatio: 0.1 });
        if (findChangePoints(values, { seriesCount: 100 }).length > 0) alarmCount += 1;
      }
    }
    expect(alarmCount).toBeLessThanOrEqual(3);
  });

  test("up to three spikes in a row are no change, a dozen points at another level are two", () => {
    expect(indexes(withSpikes(1))).toEqual([]);
    expect(indexes(withSpikes(3))).toEqual([]);
    expect(indexes(withSpikes(12))).toEqual([40, 52]);
  });

  test("says how large a change is, and drops those below the smallest worth telling", () => {
    const series = planted([
      [100, 40],
      [110, 40],
    ]);
    const [change] = findChangePoints(series);
    expect(change!.changeRatio).toBeCloseTo(0.1, 1);
    expect(change!.effectSize).toBeGreaterThan(0.9);
    expect(indexes(series, { changeRatioMin: 0.2 })).toEqual([]);
  });

  test("does not depend on the unit or on order of calls", () => {
    const series = planted([
      [100, 30],
      [120, 30],
    ]);
    expect(indexes(series.map((value) => value * 1e6))).toEqual(indexes(series));
    expect(findChangePoints(series)).toEqual(findChangePoints(series));
  });

  test("has no changes in a series too short for two parts", () => {
    expect(indexes([1, 1, 1, 9, 9, 9, 9])).toEqual([]);
    expect(indexes([])).toEqual([]);
  });

  test("refuses bad options, naming every one", () => {
    expect(() => findChangePoints([], { lengthMin: 1, errorRatio: 2 })).toThrow(
      /errorRatio.*lengthMin/,
    );
  });
});
