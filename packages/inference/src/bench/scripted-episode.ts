import { createRandom } from "@paceline/core";

import type { CompiledModel } from "../model/compiled-model.ts";

/** Steps of an episode, as in the measurements of the peer. */
const STEP_COUNT = 20;

/** Observations and actions that are the same in every run: what a step costs depends on the belief. */
export interface ScriptedEpisode {
  readonly observations: readonly Int32Array[];
  readonly actions: readonly Int32Array[];
}

export function createScriptedEpisode({ observations, controls }: CompiledModel): ScriptedEpisode {
  const random = createRandom(20);
  const draw = (axes: CompiledModel["states"]): Int32Array =>
    Int32Array.from(axes, ({ size }) => random.nextIndex(size));
  const steps = Array.from({ length: STEP_COUNT }, (_, step) => step);
  return {
    observations: steps.map(() => draw(observations)),
    actions: steps.map(() => draw(controls)),
  };
}
