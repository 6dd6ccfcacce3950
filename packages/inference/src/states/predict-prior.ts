import type { InferenceProgram } from "../inference-program.ts";
import type { Workspace } from "../workspace.ts";
import { combineBeliefs } from "./combine-beliefs.ts";
import { predictBelief } from "./predict-belief.ts";

/**
 * Predictive prior of every factor: what the previous belief becomes under the last action.
 *
 * @param beliefs - holds the previous posterior of all factors from `beliefOffset`.
 * @param actions - the last action of each control, from `actionOffset`.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per step
export function predictPriors(
  { model }: InferenceProgram,
  workspace: Workspace,
  beliefs: Float64Array,
  beliefOffset: number,
  actions: Int32Array,
  actionOffset: number,
): void {
  const { priors, jointBelief, sourceScratch } = workspace;
  for (let factor = 0; factor < model.transitions.length; factor++) {
    const transition = model.transitions[factor]!;
    const action = flattenAction(model, factor, actions, actionOffset);
    const { dependencies } = transition;
    const target = model.beliefOffsets[factor]!;
    if (dependencies.length === 1) {
      const source = beliefOffset + model.beliefOffsets[dependencies[0]!]!;
      predictBelief(transition, action, beliefs, source, priors, target);
      continue;
    }
    for (let position = 0; position < dependencies.length; position++)
      sourceScratch[position] = beliefOffset + model.beliefOffsets[dependencies[position]!]!;
    combineBeliefs(beliefs, sourceScratch, 0, transition.sizes, jointBelief);
    predictBelief(transition, action, jointBelief, 0, priors, target);
  }
}

/** Flat action index of one transition, from the actions of all controls. */
export function flattenAction(
  { transitions, controls }: InferenceProgram["model"],
  factor: number,
  actions: Int32Array,
  actionOffset: number,
): number {
  let flat = 0;
  const own = transitions[factor]!.controls;
  for (let position = 0; position < own.length; position++)
    flat = flat * controls[own[position]!]!.size + actions[actionOffset + own[position]!]!;
  return flat;
}
