import fc from "fast-check";
import { expect, test } from "vitest";

import { orderRanks, orderValues } from "./ordered-series.ts";
import { bestSplit } from "./split-energy.ts";

const distance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, x) => sum + b.reduce((inner, y) => inner + Math.abs(x - y), 0), 0);

/** The definition, over all pairs. */
function energyByPairs(values: readonly number[], split: number): number {
  const left = values.slice(0, split);
  const right = values.slice(split);
  const [n, m] = [left.length, right.length];
  return (
    ((n * m) / (n + m)) *
    ((2 / (n * m)) * distance(left, right) -
      distance(left, left) / (n * (n - 1)) -
      distance(right, right) / (m * (m - 1)))
  );
}

test("equals the sum over all pairs at the best of all splits", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 6, maxLength: 40 }),
      fc.integer({ min: 2, max: 3 }),
      (values, lengthMin) => {
        const energies = Array.from({ length: values.length - 2 * lengthMin + 1 }, (_, index) =>
          energyByPairs(values, index + lengthMin),
        );
        expect(bestSplit(orderValues(values), lengthMin)!.energy).toBeCloseTo(
          Math.max(...energies),
          8,
        );
      },
    ),
  );
});

test("finds the first candidate of Apache Otava's test series", () => {
  // Otava, tests/change_point_divisive_test.py: SEQUENCE, whose change points are 5 and 8.
  const sequence = [
    0.3, 2.4, 1.5, -0.9, -0.5, 99.7, 98.3, 99.1, 149, 149.7, 149.5, 149.1, 148.8, 150,
  ];
  expect(bestSplit(orderValues(sequence), 2)!.index).toBe(5);
  expect(bestSplit(orderValues(sequence.slice(5)), 2)!.index).toBe(3);
});

test("has no split when a part would be too short", () => {
  expect(bestSplit(orderValues([1, 2, 3, 4, 5, 6, 7]), 4)).toBeNull();
});

test("of ranks equals the split of ranks as values", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 4, maxLength: 30 }),
      (values) => {
        const ranks = values.map(
          (value) =>
            (values.filter((other) => other < value).length +
              values.filter((other) => other <= value).length +
              1) /
            2 /
            values.length,
        );
        const [byRanks, asValues] = [orderRanks(values), orderValues(ranks)];
        expect(Array.from(byRanks.values)).toEqual(Array.from(asValues.values));
        for (const [index, expected] of asValues.distances.entries()) {
          expect(byRanks.distances[index]).toBeCloseTo(expected, 9);
        }
      },
    ),
  );
});
