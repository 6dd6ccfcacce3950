import { assert } from "@paceline/core";

import type { OrderedSeries } from "./ordered-series.ts";

/** The split of a series whose two parts differ most. */
export interface Split {
  /** First index of the right part. */
  readonly index: number;
  /** Scaled energy distance of the parts: n m / (n + m) times the distance, at least 0 in the limit. */
  readonly energy: number;
}

/**
 * Finds the split with the largest energy distance between its parts, in n log n: a tree of running
 * counts and sums, ordered by value, gives each value's distance to all before it.
 *
 *     energy = n m / (n + m) (2 mean|x - y| - mean|x - x'| - mean|y - y'|),  pairs of distinct points
 *
 * @param series - any unit, finite.
 * @param lengthMin - fewest points of a part, at least 2.
 * @returns null when the series is shorter than two parts.
 *
 * @see Matteson & James (2014), "A Nonparametric Approach for Multiple Change Point Analysis of
 *   Multivariate Data", equations 5 to 7, with exponent 1. The test compares with brute force and with
 *   the series of Apache Otava's own tests.
 */
export function bestSplit(series: OrderedSeries, lengthMin: number): Split | null {
  assert(lengthMin >= 2, "a part of fewer than two points has no distances");
  const { distances } = series;
  const count = distances.length;
  if (count < 2 * lengthMin) return null;

  const left = distancesToEarlier(series);
  let total = 0;
  for (let index = 0; index < count; index += 1) total += distances[index]! / 2;

  let within = 0;
  let reach = 0;
  let best: Split | null = null;
  for (let split = 1; split <= count - lengthMin; split += 1) {
    within += left[split - 1]!;
    reach += distances[split - 1]!;
    if (split < lengthMin) continue;
    const rest = count - split;
    // All distances from the left part count those inside it twice.
    const across = reach - 2 * within;
    const right = total - within - across;
    const energy =
      (2 / count) *
      (across - (rest * within) / Math.max(1, split - 1) - (split * right) / Math.max(1, rest - 1));
    if (best === null || energy > best.energy) best = { index: split, energy };
  }
  return best;
}

/** Sum of the distances from each point to those before it, by two Fenwick trees over the places. */
function distancesToEarlier({ values, places }: OrderedSeries): Float64Array {
  const count = values.length;
  const counts = new Int32Array(count + 1);
  const sums = new Float64Array(count + 1);
  const distances = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const value = values[index]!;
    let belowCount = 0;
    let belowSum = 0;
    for (let node = places[index]!; node > 0; node &= node - 1) {
      belowCount += counts[node]!;
      belowSum += sums[node]!;
    }
    distances[index] =
      value * belowCount - belowSum + (sum - belowSum) - value * (index - belowCount);
    for (let node = places[index]!; node <= count; node += node & -node) {
      counts[node]! += 1;
      sums[node]! += value;
    }
    sum += value;
  }
  return distances;
}
