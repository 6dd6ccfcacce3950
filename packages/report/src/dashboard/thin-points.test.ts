import { createRandom } from "@paceline/core";
import { expect, test } from "vitest";

import { thinPoints } from "./thin-points.ts";

const random = createRandom(7);
const times = Float64Array.from({ length: 5_000 }, (_, index) => index + 0.5 * random.nextRatio());
const values = times.map(() => random.nextRatio());

test("keeps the least and the greatest of each column, and the neighbours of what is shown", () => {
  const shown = { min: 1_000, max: 3_000 };
  const kept = thinPoints({ times, values }, shown, 10);
  expect(kept[0]).toBe(999);
  expect(kept.at(-1)).toBeGreaterThanOrEqual(3_000);
  for (let column = 0; column < 10; column++) {
    const [from, to] = [1_000 + column * 200, 1_200 + column * 200];
    const within = (place: number): boolean => times[place]! >= from && times[place]! < to;
    // By brute force: all points of the column.
    const all = [...values.keys()].filter(within).map((place) => values[place]!);
    const thinned = kept.filter(within).map((place) => values[place]!);
    expect(thinned).toHaveLength(2);
    expect(thinned.toSorted((a, b) => a - b)).toEqual([Math.min(...all), Math.max(...all)]);
  }
});

test("keeps everything where columns are narrower than the distance of points", () => {
  const few = { times: Float64Array.of(0, 10, 20), values: Float64Array.of(1, 2, 1) };
  expect(thinPoints(few, { min: 0, max: 20 }, 100)).toEqual([0, 1, 2]);
});
