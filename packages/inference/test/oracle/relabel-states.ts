import type { CompiledModel } from "@paceline/inference";
import { compileModel } from "@paceline/inference";

/**
 * The same model with the states of one factor in another order: state `s` becomes `order.indexOf(s)`.
 * Nothing that inference says may depend on it, other than the order of the states.
 *
 * @param order - a permutation of the factor's states.
 */
export function relabelStates(
  model: CompiledModel,
  factor: number,
  order: readonly number[],
): CompiledModel {
  const { likelihoods, transitions, priors, preferences, states, controls } = model;
  /** The old joint state that a new one of some dependencies stands for. */
  const toOld = (dependencies: readonly number[], joint: number): number => {
    let rest = joint;
    let old = 0;
    let stride = 1;
    for (const dependency of dependencies.toReversed()) {
      const { size } = states[dependency]!;
      const state = rest % size;
      old += stride * (dependency === factor ? order[state]! : state);
      rest = Math.floor(rest / size);
      stride *= size;
    }
    return old;
  };
  const toOldState = (owner: number, state: number): number =>
    owner === factor ? order[state]! : state;
  return compileModel({
    likelihood: likelihoods.map(({ obsCount, dependencies, jointStateCount, values }) => ({
      shape: [obsCount, ...dependencies.map((dependency) => states[dependency]!.size)],
      data: Array.from({ length: obsCount * jointStateCount }, (_, index) => {
        const obs = Math.floor(index / jointStateCount);
        return values[obs * jointStateCount + toOld(dependencies, index % jointStateCount)]!;
      }),
    })),
    transition: transitions.map((transition, owner) => {
      const { stateCount, dependencies, jointStateCount, actionCount, values } = transition;
      return {
        shape: [
          stateCount,
          ...dependencies.map((dependency) => states[dependency]!.size),
          ...transition.controls.map((control) => controls[control]!.size),
        ],
        data: Array.from({ length: values.length }, (_, index) => {
          const action = index % actionCount;
          const joint = Math.floor(index / actionCount) % jointStateCount;
          const next = Math.floor(index / actionCount / jointStateCount);
          const row = action * stateCount + toOldState(owner, next);
          return values[row * jointStateCount + toOld(dependencies, joint)]!;
        }),
      };
    }),
    prior: priors.map((prior, owner) => ({
      shape: [prior.length],
      data: Array.from(prior, (_, state) => prior[toOldState(owner, state)]!),
    })),
    preference: preferences.map(({ obsCount, values }) => ({
      shape: [obsCount],
      data: Array.from(values.subarray(0, obsCount)),
    })),
    likelihoodDependencies: likelihoods.map(({ dependencies }) => dependencies),
    transitionDependencies: transitions.map(({ dependencies }) => dependencies),
    transitionControls: transitions.map((transition) => transition.controls),
  });
}
