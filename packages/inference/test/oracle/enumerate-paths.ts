import type { CompiledModel } from "@paceline/inference";

/** What was seen at one step: per modality an outcome index, or null when nothing was. */
export type SeenOutcomes = readonly (number | null)[];

/** Exact answers by going through every path of hidden states: slow, and too simple to be wrong. */
export interface EnumeratedPosterior {
  /** p(all observations | actions). */
  readonly evidence: number;
  /** `[step][factor][state]`, given all observations. */
  readonly smoothed: readonly (readonly Float64Array[])[];
  /** `[step][factor][next state, dependencies]`, given all observations. */
  readonly joints: readonly (readonly Float64Array[])[];
}

/**
 * Enumerates p(s_1..T, o_1..T | actions) over every path, straight from the definition of the model.
 *
 * @param actions - `[step][control]`; entry t leads from step t to step t + 1.
 */
export function enumeratePaths(
  model: CompiledModel,
  observations: readonly SeenOutcomes[],
  actions: readonly (readonly number[])[],
): EnumeratedPosterior {
  const { states, transitions } = model;
  const smoothed = observations.map(() => states.map(({ size }) => new Float64Array(size)));
  const joints = actions.map(() =>
    transitions.map(
      ({ stateCount, jointStateCount }) => new Float64Array(stateCount * jointStateCount),
    ),
  );
  const jointStates = listJointStates(states.map(({ size }) => size));
  const path: (readonly number[])[] = [];
  let evidence = 0;

  const visit = (step: number, probability: number): void => {
    if (probability === 0) return;
    if (step === observations.length) {
      evidence += probability;
      for (const [time, assignment] of path.entries())
        for (const [factor, state] of assignment.entries())
          smoothed[time]![factor]![state]! += probability;
      for (let time = 0; time + 1 < path.length; time++)
        for (const [factor, { jointStateCount }] of transitions.entries()) {
          const column = columnOf(model, factor, path[time]!);
          joints[time]![factor]![path[time + 1]![factor]! * jointStateCount + column]! +=
            probability;
        }
      return;
    }
    for (const assignment of jointStates) {
      const dynamics =
        step === 0
          ? priorOf(model, assignment)
          : transitionOf(model, { from: path[step - 1]!, to: assignment }, actions[step - 1]!);
      path[step] = assignment;
      visit(
        step + 1,
        probability * dynamics * likelihoodOf(model, assignment, observations[step]!),
      );
    }
    path.length = step;
  };
  visit(0, 1);
  for (const array of [...smoothed.flat(), ...joints.flat()])
    for (let index = 0; index < array.length; index++) array[index]! /= evidence;
  return { evidence, smoothed, joints };
}

/** Every assignment of states to factors. */
export const listJointStates = (sizes: readonly number[]): readonly (readonly number[])[] =>
  sizes.reduce<readonly (readonly number[])[]>(
    (assignments, size) =>
      assignments.flatMap((assignment) =>
        Array.from({ length: size }, (_, state) => [...assignment, state]),
      ),
    [[]],
  );

const priorOf = ({ priors }: CompiledModel, assignment: readonly number[]): number =>
  assignment.reduce((product, state, factor) => product * priors[factor]![state]!, 1);

function columnOf(model: CompiledModel, factor: number, from: readonly number[]): number {
  const { dependencies, sizes } = model.transitions[factor]!;
  return dependencies.reduce(
    (column, dependency, position) => column * sizes[position]! + from[dependency]!,
    0,
  );
}

/** p(next joint state | previous joint state, actions). */
export function transitionOf(
  model: CompiledModel,
  { from, to }: { from: readonly number[]; to: readonly number[] },
  actions: readonly number[],
): number {
  let product = 1;
  for (const [factor, transition] of model.transitions.entries()) {
    const { controls, stateCount, jointStateCount, values } = transition;
    const action = controls.reduce(
      (flat, control) => flat * model.controls[control]!.size + actions[control]!,
      0,
    );
    product *=
      values[
        (action * stateCount + to[factor]!) * jointStateCount + columnOf(model, factor, from)
      ]!;
  }
  return product;
}

/** p(outcomes | joint state); modalities without an outcome count for nothing. */
export function likelihoodOf(
  { likelihoods, states }: CompiledModel,
  assignment: readonly number[],
  outcomes: SeenOutcomes,
): number {
  let product = 1;
  for (const [modality, { dependencies, jointStateCount, values }] of likelihoods.entries()) {
    const outcome = outcomes[modality]!;
    if (outcome === null) continue;
    const column = dependencies.reduce(
      (flat, dependency) => flat * states[dependency]!.size + assignment[dependency]!,
      0,
    );
    product *= values[outcome * jointStateCount + column]!;
  }
  return product;
}
