import type { CompiledModel } from "./compiled-model.ts";
import type { AxisDefinition, ModelDefinition } from "./model-definition.ts";
import { moveActionLast } from "./move-action-first.ts";
import type { Tensor } from "./tensor.ts";

/**
 * A compiled model as a definition again: plain numbers with shapes, ready for `JSON.stringify`. Compiling
 * it gives an equal model. For keeping what a learning agent has learned, or sending it elsewhere.
 */
export function exportModel(model: CompiledModel): ModelDefinition {
  const { states, controls, isControllable } = model;
  return {
    name: model.name,
    states: defineAxes(states),
    observations: defineAxes(model.observations),
    controls: defineAxes(controls),
    likelihood: model.likelihoods.map(({ obsCount, sizes, values }) =>
      toTensor([obsCount, ...sizes], values),
    ),
    transition: model.transitions.map((transition) =>
      toTensor(
        [
          transition.stateCount,
          ...transition.sizes,
          ...transition.controls.map((control) => controls[control]!.size),
        ],
        moveActionLast(transition.values, transition.actionCount),
      ),
    ),
    preference: model.preferences.map(({ obsCount, stepCount, values }) =>
      toTensor(
        stepCount === 1 ? [obsCount] : [obsCount, stepCount],
        values.map(
          (_, index) => values[(index % stepCount) * obsCount + Math.floor(index / stepCount)]!,
        ),
      ),
    ),
    prior: model.priors.map((prior) => toTensor([prior.length], prior)),
    ...(model.habit === null ? {} : { habit: toTensor([model.habit.length], model.habit) }),
    likelihoodDependencies: model.likelihoods.map(({ dependencies }) => dependencies),
    transitionDependencies: model.transitions.map(({ dependencies }) => dependencies),
    transitionControls: model.transitions.map((transition) => transition.controls),
    controllable: controls.flatMap((_, control) => (isControllable[control]! ? [control] : [])),
  };
}

const defineAxes = (compiled: CompiledModel["states"]): readonly AxisDefinition[] =>
  compiled.map(({ name, levels }) => ({ name, levels }));

// Typed arrays become objects in JSON, so numbers leave as plain arrays.
const toTensor = (shape: readonly number[], data: Float64Array): Tensor => ({
  shape,
  data: Array.from(data),
});
