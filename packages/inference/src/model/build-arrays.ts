import type { ReadTensor } from "./tensor.ts";
import { countEntries } from "./tensor.ts";

/** Anything that draws uniform numbers in [0, 1). */
export type RatioSource = () => number;

/** A tensor whose every column is uniform over the first axis. */
export function createUniformColumns(shape: readonly number[]): ReadTensor {
  return { shape, data: new Float64Array(countEntries(shape)).fill(1 / shape[0]!) };
}

/**
 * A tensor whose every column is drawn from a flat Dirichlet distribution over the first axis.
 *
 * @param nextRatio - uniform in [0, 1); the same source in the same state gives the same tensor.
 */
export function createRandomColumns(shape: readonly number[], nextRatio: RatioSource): ReadTensor {
  const levelCount = shape[0]!;
  const data = new Float64Array(countEntries(shape));
  const columnCount = data.length / levelCount;
  for (let column = 0; column < columnCount; column++) {
    let sum = 0;
    for (let level = 0; level < levelCount; level++) {
      // Normalised exponentials are a flat Dirichlet; 1 - u keeps the logarithm finite.
      const weight = -Math.log(1 - nextRatio()) + Number.EPSILON;
      data[level * columnCount + column] = weight;
      sum += weight;
    }
    for (let level = 0; level < levelCount; level++) data[level * columnCount + column]! /= sum;
  }
  return { shape, data };
}

/** A likelihood that shows one factor as it is: `[size, size]`, ones on the diagonal. */
export function createIdentity(size: number): ReadTensor {
  const data = new Float64Array(size * size);
  for (let level = 0; level < size; level++) data[level * size + level] = 1;
  return { shape: [size, size], data };
}

/** A transition of `[size, size, 1]` that changes nothing: for factors that no action moves. */
export function createStillTransition(size: number): ReadTensor {
  return { shape: [size, size, 1], data: createIdentity(size).data };
}

/**
 * A transition of `[size, size, size]` in which action u leads to state u from anywhere.
 *
 * @see pymdp 0.0.7.1, `utils.py`, `construct_controllable_B`.
 */
export function createControllableTransition(size: number): ReadTensor {
  const data = new Float64Array(size ** 3);
  for (let next = 0; next < size; next++)
    for (let previous = 0; previous < size; previous++)
      data[(next * size + previous) * size + next] = 1;
  return { shape: [size, size, size], data };
}
