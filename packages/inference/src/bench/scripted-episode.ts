import { createRandom } from "@paceline/core";

import type { CompiledModel } from "../model/compiled-model.ts";
import { flattenAction } from "../states/predict-prior.ts";

/** Steps of an episode, as in the measurements of the peer. */
const STEP_COUNT = 20;

/**
 * Observations and actions that are the same in every run, because what a step costs depends on the
 * belief: random actions, and what the model itself would show after them.
 */
export interface ScriptedEpisode {
  readonly observations: readonly Int32Array[];
  readonly actions: readonly Int32Array[];
}

export function createScriptedEpisode(model: CompiledModel): ScriptedEpisode {
  const random = createRandom(20);
  /** Draws a level of one column of row-major `[level, column]`. */
  const draw = (values: Float64Array, columnCount: number, column: number): number => {
    let rest = random.nextRatio();
    const levelCount = values.length / columnCount;
    for (let level = 0; level < levelCount - 1; level++) {
      rest -= values[level * columnCount + column]!;
      if (rest < 0) return level;
    }
    return levelCount - 1;
  };
  const observations: Int32Array[] = [];
  const actions: Int32Array[] = [];
  let states = model.priors.map((prior) => draw(prior, 1, 0));
  for (let step = 0; step < STEP_COUNT; step++) {
    const columnOf = ({ dependencies, sizes }: Dependent): number =>
      dependencies.reduce((flat, factor, index) => flat * sizes[index]! + states[factor]!, 0);
    const action = Int32Array.from(model.controls, ({ size }) => random.nextIndex(size));
    observations.push(
      Int32Array.from(model.likelihoods, (likelihood) =>
        draw(likelihood.values, likelihood.jointStateCount, columnOf(likelihood)),
      ),
    );
    actions.push(action);
    states = model.transitions.map((transition, factor) => {
      const { values, stateCount, jointStateCount } = transition;
      const start = flattenAction(model, factor, action, 0) * stateCount * jointStateCount;
      const matrix = values.subarray(start, start + stateCount * jointStateCount);
      return draw(matrix, jointStateCount, columnOf(transition));
    });
  }
  return { observations, actions };
}

/** What an array of a model depends on. */
interface Dependent {
  readonly dependencies: readonly number[];
  readonly sizes: readonly number[];
}
