import { expect, test } from "vitest";

import { BREAK, withBreaks } from "./break-points.ts";

test("breaks where nothing was measured for more than six usual steps, and nowhere else", () => {
  const days = Float64Array.from([0, 1, 2, 5, 6, 7, 20, 21]);
  expect(withBreaks(days, [...days.keys()])).toEqual([0, 1, 2, 3, 4, 5, BREAK, 6, 7]);
});

test("leaves one point, equal times and even steps alone", () => {
  expect(withBreaks(Float64Array.of(5), [0])).toEqual([0]);
  expect(withBreaks(Float64Array.of(5, 5, 5), [0, 1, 2])).toEqual([0, 1, 2]);
  expect(withBreaks(Float64Array.of(1, 2, 3), [0, 1, 2])).toEqual([0, 1, 2]);
});
