import type { CompiledModel, Tensor } from "@paceline/inference";
import { compileModel } from "@paceline/inference";

/** A generator of numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Sizes and wiring of a random model. */
export interface RandomModelShape {
  readonly stateCounts: readonly number[];
  readonly obsCounts: readonly number[];
  readonly actionCounts: readonly number[];
  readonly likelihoodDependencies: readonly (readonly number[])[];
  readonly transitionDependencies: readonly (readonly number[])[];
  readonly transitionControls: readonly (readonly number[])[];
  /** Share of entries that are zero, by structure; every column keeps at least one entry. */
  readonly zeroRatio: number;
  readonly preferenceRange?: number;
}

/** Models that between them have every kind of wiring that the exact algorithms must handle. */
export const MODEL_SHAPES: Readonly<Record<string, Omit<RandomModelShape, "zeroRatio">>> = {
  "one factor": {
    stateCounts: [3],
    obsCounts: [3],
    actionCounts: [2],
    likelihoodDependencies: [[0]],
    transitionDependencies: [[0]],
    transitionControls: [[0]],
  },
  "two independent factors": {
    stateCounts: [2, 3],
    obsCounts: [2, 3],
    actionCounts: [2, 2],
    likelihoodDependencies: [[0], [1]],
    transitionDependencies: [[0], [1]],
    transitionControls: [[0], [1]],
  },
  "two factors seen together": {
    stateCounts: [3, 2],
    obsCounts: [3, 2],
    actionCounts: [2, 1],
    likelihoodDependencies: [[0, 1], [1]],
    transitionDependencies: [[0], [1]],
    transitionControls: [[0], [1]],
  },
  "factors that move each other": {
    stateCounts: [2, 3],
    obsCounts: [3],
    actionCounts: [2, 2],
    likelihoodDependencies: [[1, 0]],
    transitionDependencies: [
      [0, 1],
      [1, 0],
    ],
    transitionControls: [[0], [1]],
  },
  "several actions on one factor": {
    stateCounts: [2, 2, 2],
    obsCounts: [2, 3],
    actionCounts: [2, 3],
    likelihoodDependencies: [[0, 2], [1]],
    transitionDependencies: [[0], [1, 0], [2, 1]],
    transitionControls: [[0, 1], [1], [0]],
  },
  "a factor of one state": {
    stateCounts: [1, 3],
    obsCounts: [2],
    actionCounts: [1, 2],
    likelihoodDependencies: [[0, 1]],
    transitionDependencies: [[0], [1]],
    transitionControls: [[0], [1]],
  },
};

/** A random model of a shape; the same one for the same generator. */
export function createRandomModel(shape: RandomModelShape, random: () => number): CompiledModel {
  const { stateCounts, obsCounts, actionCounts, preferenceRange = 0 } = shape;
  return compileModel({
    likelihood: obsCounts.map((obsCount, modality) =>
      createColumns(
        [obsCount, ...shape.likelihoodDependencies[modality]!.map((f) => stateCounts[f]!)],
        shape.zeroRatio,
        random,
      ),
    ),
    transition: stateCounts.map((stateCount, factor) =>
      createColumns(
        [
          stateCount,
          ...shape.transitionDependencies[factor]!.map((f) => stateCounts[f]!),
          ...shape.transitionControls[factor]!.map((control) => actionCounts[control]!),
        ],
        shape.zeroRatio,
        random,
      ),
    ),
    prior: stateCounts.map((stateCount) => createColumns([stateCount], shape.zeroRatio, random)),
    preference: obsCounts.map((obsCount) => ({
      shape: [obsCount],
      data: Array.from({ length: obsCount }, () => preferenceRange * (2 * random() - 1)),
    })),
    likelihoodDependencies: shape.likelihoodDependencies,
    transitionDependencies: shape.transitionDependencies,
    transitionControls: shape.transitionControls,
  });
}

/** A tensor whose columns over the first axis are random distributions. */
function createColumns(shape: readonly number[], zeroRatio: number, random: () => number): Tensor {
  const levelCount = shape[0]!;
  const columnCount = shape.slice(1).reduce((product, size) => product * size, 1);
  const data = new Float64Array(levelCount * columnCount);
  for (let column = 0; column < columnCount; column++) {
    const kept = Math.floor(random() * levelCount);
    let sum = 0;
    for (let level = 0; level < levelCount; level++) {
      const value = level !== kept && random() < zeroRatio ? 0 : 0.05 + random();
      data[level * columnCount + column] = value;
      sum += value;
    }
    for (let level = 0; level < levelCount; level++) data[level * columnCount + column]! /= sum;
  }
  return { shape, data };
}

/** Random actions, `[step][control]`. */
export const drawActions = (
  { controls }: CompiledModel,
  stepCount: number,
  random: () => number,
): readonly (readonly number[])[] =>
  Array.from({ length: stepCount }, () => controls.map(({ size }) => Math.floor(random() * size)));

/** Random outcomes, `[step][modality]`, some of them missing. */
export const drawOutcomes = (
  { observations }: CompiledModel,
  { stepCount, missingRatio }: { stepCount: number; missingRatio: number },
  random: () => number,
): readonly (readonly (number | null)[])[] =>
  Array.from({ length: stepCount }, () =>
    observations.map(({ size }) => (random() < missingRatio ? null : Math.floor(random() * size))),
  );
