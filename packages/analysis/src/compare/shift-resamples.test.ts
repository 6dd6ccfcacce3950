import { median, sortSamples } from "@paceline/core";
import { expect, test } from "vitest";

import { shiftResamples } from "./shift-resamples.ts";

/** All ways to draw as many values again. */
const draws = (values: readonly number[]): readonly (readonly number[])[] =>
  values.reduce<readonly (readonly number[])[]>(
    (drawn) => drawn.flatMap((some) => values.map((value) => [...some, value])),
    [[]],
  );

const shiftOf = (base: readonly number[], head: readonly number[]): number =>
  median(sortSamples(head.flatMap((one) => base.map((other) => one - other))));

const shareUpTo = (shifts: ArrayLike<number>, bound: number): number =>
  Array.from(shifts).filter((shift) => shift <= bound + 1e-12).length / shifts.length;

// Oracle: every resample there is. Both sides are drawn again independently and the statistic's percentiles are
// read off, as Criterion.rs does for the change of its mean and median (src/analysis/compare.rs).
test.for([
  { base: [1, 2, 4], head: [3, 5, 9] },
  { base: [0, 0.1, 0.5, 0.7], head: [0.2, 0.3, 1.1] },
  { base: [0, 0, 1, 1], head: [1, 1, 1, 2] },
])("of $base and $head are distributed as all resamples are", ({ base, head }) => {
  const all = draws(base).flatMap((one) => draws(head).map((other) => shiftOf(one, other)));
  const drawn = shiftResamples(base, head, 7)!;
  const distance = Math.max(
    ...[...new Set(all)].map((bound) => Math.abs(shareUpTo(drawn, bound) - shareUpTo(all, bound))),
  );
  // Kolmogorov's distance of a true sample is beyond this once in a hundred.
  expect(distance).toBeLessThan(1.628 / Math.sqrt(drawn.length));
});

test("are none where a side cannot be drawn again", () => {
  expect(shiftResamples([1], [2, 3], 7)).toBeNull();
});
