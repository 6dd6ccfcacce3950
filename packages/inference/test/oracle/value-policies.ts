import type { CompiledModel, PolicyTable } from "@paceline/inference";

import { listJointStates } from "./enumerate-paths.ts";

/** Terms of one policy's expected free energy. */
export interface PolicyTerms {
  readonly utility: number;
  readonly stateInformationGain: number;
}

/**
 * Expected free energy straight from its definition: every joint state, every joint outcome of all
 * modalities at once, nothing shared, folded, lumped or split.
 *
 * @param beliefs - present belief per factor.
 */
export function valuePoliciesByEnumeration(
  model: CompiledModel,
  policies: PolicyTable,
  beliefs: readonly ArrayLike<number>[],
): readonly PolicyTerms[] {
  const { policyCount, policyLength, controlCount, actions } = policies;
  return Array.from({ length: policyCount }, (_, policy) => {
    let predicted = beliefs;
    let utility = 0;
    let stateInformationGain = 0;
    for (let step = 0; step < policyLength; step++) {
      const start = (policy * policyLength + step) * controlCount;
      predicted = predict(model, predicted, actions.subarray(start, start + controlCount));
      utility += expectPreference(model, predicted, step);
      stateInformationGain += measureInformation(model, predicted);
    }
    return { utility, stateInformationGain };
  });
}

function predict(
  { transitions, controls, states }: CompiledModel,
  beliefs: readonly ArrayLike<number>[],
  actions: Int32Array,
): readonly Float64Array[] {
  return transitions.map(({ dependencies, controls: own, stateCount, jointStateCount, values }) => {
    const action = own.reduce(
      (flat, control) => flat * controls[control]!.size + actions[control]!,
      0,
    );
    const next = new Float64Array(stateCount);
    const joints = listJointStates(dependencies.map((factor) => states[factor]!.size));
    for (const [column, assignment] of joints.entries()) {
      const weight = assignment.reduce(
        (product, state, position) => product * beliefs[dependencies[position]!]![state]!,
        1,
      );
      for (let state = 0; state < stateCount; state++)
        next[state]! += weight * values[(action * stateCount + state) * jointStateCount + column]!;
    }
    return next;
  });
}

/** p(outcome of one modality | joint state of all factors). */
function outcomeProbability(
  { likelihoods, states }: CompiledModel,
  modality: number,
  outcome: number,
  assignment: readonly number[],
): number {
  const { dependencies, jointStateCount, values } = likelihoods[modality]!;
  const column = dependencies.reduce(
    (flat, factor) => flat * states[factor]!.size + assignment[factor]!,
    0,
  );
  return values[outcome * jointStateCount + column]!;
}

const weightOf = (beliefs: readonly ArrayLike<number>[], assignment: readonly number[]): number =>
  assignment.reduce((product, state, factor) => product * beliefs[factor]![state]!, 1);

function expectPreference(
  model: CompiledModel,
  beliefs: readonly ArrayLike<number>[],
  step: number,
): number {
  let utility = 0;
  for (const [modality, { obsCount, stepCount, values }] of model.preferences.entries()) {
    const start = (stepCount === 1 ? 0 : step) * obsCount;
    const preferences = values.subarray(start, start + obsCount);
    const logSum = Math.log(preferences.reduce((sum, value) => sum + Math.exp(value), 0));
    for (const assignment of listJointStates(model.states.map(({ size }) => size)))
      for (let outcome = 0; outcome < obsCount; outcome++)
        utility +=
          weightOf(beliefs, assignment) *
          outcomeProbability(model, modality, outcome, assignment) *
          (preferences[outcome]! - logSum);
  }
  return utility;
}

/** Mutual information between all states and all outcomes: Σ p(s) p(o | s) ln p(o | s) / p(o). */
function measureInformation(model: CompiledModel, beliefs: readonly ArrayLike<number>[]): number {
  const assignments = listJointStates(model.states.map(({ size }) => size));
  const outcomes = listJointStates(model.observations.map(({ size }) => size));
  let information = 0;
  for (const outcome of outcomes) {
    const conditionals = assignments.map((assignment) =>
      outcome.reduce(
        (product, level, modality) =>
          product * outcomeProbability(model, modality, level, assignment),
        1,
      ),
    );
    const marginal = conditionals.reduce(
      (sum, conditional, index) => sum + conditional * weightOf(beliefs, assignments[index]!),
      0,
    );
    for (const [index, conditional] of conditionals.entries()) {
      const weight = weightOf(beliefs, assignments[index]!);
      if (weight * conditional > 0)
        information += weight * conditional * Math.log(conditional / marginal);
    }
  }
  return information;
}
