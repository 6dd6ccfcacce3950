import fc from "fast-check";
import { expect, test } from "vitest";

import { isSteadyDrift } from "./steady-drift.ts";

const squares = (list: readonly number[], fit: (index: number) => number): number =>
  list.reduce((sum, value, index) => sum + (value - fit(index)) ** 2, 0);

const meanOf = (list: readonly number[]): number =>
  list.reduce((sum, value) => sum + value, 0) / list.length;

test("a line is a drift, a step is none, wherever it lies", () => {
  expect(
    isSteadyDrift(
      Float64Array.from({ length: 20 }, (_, index) => index),
      10,
    ),
  ).toBe(true);
  for (let place = 4; place <= 16; place += 1) {
    const step = Float64Array.from({ length: 20 }, (_, index) => (index < place ? 1 : 2));
    expect(isSteadyDrift(step, place)).toBe(false);
  }
});

test("agrees with the sums of squares around both fits, by their definition", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 30 }),
      fc.integer({ min: 1, max: 3 }),
      (values, place) => {
        const parts = [values.slice(0, place), values.slice(place)];
        const step = parts.reduce((sum, part) => sum + squares(part, () => meanOf(part)), 0);
        const center = (values.length - 1) / 2;
        const slope =
          values.reduce((sum, value, index) => sum + (index - center) * value, 0) /
          values.reduce((sum, _, index) => sum + (index - center) ** 2, 0);
        const line = squares(values, (index) => meanOf(values) + slope * (index - center));
        fc.pre(Math.abs(line - step) > 1e-6);
        expect(isSteadyDrift(Float64Array.from(values), place)).toBe(line < step);
      },
    ),
  );
});
