import type { ModelDefinition } from "./model-definition.ts";
import type { RatioSource } from "./build-arrays.ts";
import { createRandomColumns } from "./build-arrays.ts";

/** Sizes of a model. */
export interface ModelExtent {
  readonly stateCounts: readonly number[];
  readonly obsCounts: readonly number[];
  /** One per factor; 1 for factors that no action moves. */
  readonly actionCounts: readonly number[];
  readonly likelihoodDependencies?: readonly (readonly number[])[];
  readonly transitionDependencies?: readonly (readonly number[])[];
}

/**
 * A model of given sizes with random A, B and D, and preferences in [-2, 2).
 *
 * @param nextRatio - uniform in [0, 1); the same source in the same state gives the same model.
 */
export function buildRandomModel(extent: ModelExtent, nextRatio: RatioSource): ModelDefinition {
  const { stateCounts, obsCounts, actionCounts } = extent;
  const factors = [...stateCounts.keys()];
  const likelihoodDependencies = extent.likelihoodDependencies ?? obsCounts.map(() => factors);
  const transitionDependencies = extent.transitionDependencies ?? factors.map((factor) => [factor]);
  const sizesOf = (indices: readonly number[]): readonly number[] =>
    indices.map((factor) => stateCounts[factor]!);
  return {
    likelihoodDependencies,
    transitionDependencies,
    likelihood: obsCounts.map((obsCount, modality) =>
      createRandomColumns([obsCount, ...sizesOf(likelihoodDependencies[modality]!)], nextRatio),
    ),
    transition: stateCounts.map((stateCount, factor) =>
      createRandomColumns(
        [stateCount, ...sizesOf(transitionDependencies[factor]!), actionCounts[factor]!],
        nextRatio,
      ),
    ),
    preference: obsCounts.map((obsCount) => ({
      shape: [obsCount],
      data: Float64Array.from({ length: obsCount }, () => 4 * nextRatio() - 2),
    })),
    prior: stateCounts.map((stateCount) => createRandomColumns([stateCount], nextRatio)),
  };
}
