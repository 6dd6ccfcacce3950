import { describe, expect, test } from "vitest";

import { findPlateau } from "./plateau.ts";

const series = (count: number, valueAt: (index: number) => number): readonly number[] =>
  Array.from({ length: count }, (_, index) => valueAt(index));

describe("findPlateau", () => {
  test("begins where readings stay within 1 % of the last quarter's median", () => {
    const warming = series(30, (index) => 5_000_000 - 200_000 * Math.max(0, 7 - index));
    expect(findPlateau(warming, 0)).toEqual({ startIndex: 7, kind: "flat" });
    // With only 0.2 % off the closer level reaches over the whole; 0.4 % off ends it.
    const close = series(30, (index) => (index === 3 ? 1004 : index === 5 ? 1002 : 1000));
    expect(findPlateau(close, 0)).toEqual({ startIndex: 4, kind: "flat" });
    expect(findPlateau(close, 4)).toEqual({ startIndex: 0, kind: "flat" });
    // Where readings scatter more, 0.9 % off belongs and 1.1 % off does not.
    const wide = series(30, (index) => (index === 3 ? 1011 : index % 2 === 0 ? 1009 : 1000));
    expect(findPlateau(wide, 0)?.kind).toBe("flat");
  });

  test("reaches back over the whole of a leak, steps of a growing table included", () => {
    const line = series(30, (index) => 5_000_000 + 100_000 * index);
    expect(findPlateau(line, 0)).toEqual({ startIndex: 0, kind: "growing" });
    const warming = series(30, (index) => line[index]! - 400_000 * Math.max(0, 5 - index));
    expect(findPlateau(warming, 0)).toEqual({ startIndex: 5, kind: "growing" });
    const stepped = series(40, (index) => line[0]! + 60_000 * index + (index >= 27 ? 900_000 : 0));
    expect(findPlateau(stepped, 0)?.kind).toBe("growing");
  });

  test.for([
    ["a cache that fills until two thirds", series(30, (i) => 5e6 + 1e5 * Math.min(i, 20))],
    ["one late allocation", series(30, (i) => 5e6 + (i >= 21 ? 1e6 : 0))],
    ["growth that begins late", series(30, (i) => 5e6 + 1e5 * Math.max(0, i - 22))],
    ["shrinking", series(30, (i) => 9e6 - 1e5 * i)],
    ["too few readings", series(7, () => 1)],
  ] as const)("%s is not settled", ([, values]) => {
    expect(findPlateau(values, 0)).toBeNull();
  });

  test("the same cache is settled once the series is twice as long", () => {
    const filling = series(60, (index) => 5e6 + 1e5 * Math.min(index, 20));
    expect(findPlateau(filling, 0)).toEqual({ startIndex: 20, kind: "flat" });
  });
});
