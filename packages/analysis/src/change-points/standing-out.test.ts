import { createRandom } from "@paceline/core";
import { expect, test } from "vitest";

import { standingOut } from "./standing-out.ts";

/** Ten alternating points to a cycle, so that chance plays no part. */
const teeth = (length: number, height: number): Float64Array =>
  Float64Array.from({ length }, (_, index) => (index % 10 < 5 ? 0 : height));

test("a level that goes up and down all the time stands out nowhere", () => {
  const [step] = standingOut(teeth(120, 1), [60]);
  expect(step).toBeLessThan(2.5);
});

test("the same step in a series that is at rest elsewhere stands out", () => {
  const random = createRandom(1);
  const values = Float64Array.from(
    { length: 120 },
    (_, index) => (index < 60 ? 0 : 1) + 0.1 * random.nextRatio(),
  );
  expect(standingOut(values, [60])[0]).toBeGreaterThan(20);
  // Found changes do not count against each other.
  for (let index = 90; index < 120; index += 1) values[index]! += 1;
  expect(Math.min(...standingOut(values, [60, 90]))).toBeGreaterThan(20);
});

test("does not depend on the unit, which moves all logarithms alike", () => {
  const values = Float64Array.from({ length: 80 }, (_, index) => Math.sin(index) + index / 20);
  const [step] = standingOut(values, [40]);
  expect(
    standingOut(
      values.map((value) => value + 7),
      [40],
    )[0],
  ).toBeCloseTo(step!, 9);
  expect(
    standingOut(
      values.map((value) => value * 3),
      [40],
    )[0],
  ).toBeCloseTo(step!, 9);
});

test("of fewer than fifty points, or places too near the ends, nothing can be said", () => {
  expect(standingOut(teeth(49, 1), [20])).toEqual([Infinity]);
  expect(standingOut(teeth(60, 1), [2])).toEqual([Infinity]);
  expect(standingOut(teeth(60, 1), [])).toEqual([]);
});
