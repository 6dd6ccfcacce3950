import type { InferenceProgram } from "../inference-program.ts";
import { combineBeliefs } from "../states/combine-beliefs.ts";
import type { Workspace } from "../workspace.ts";
import type { InductivePlan } from "./inductive-plan.ts";

/**
 * Inductive value of every node, summed along its path:
 *
 *     Σ_f (1 - I_f[m]) · q(s_f) ln ε
 *
 * with m one step less than the number of steps that a goal is away from the most probable present
 * state. Factors without a goal within reach add nothing.
 */
export function valueInduction(
  { model, tree, forecast }: InferenceProgram,
  { depth, reachable, logAversion }: InductivePlan,
  { beliefs, nodeInduction, inductionSteps }: Workspace,
): void {
  const factorCount = model.states.length;
  for (let factor = 0; factor < factorCount; factor++)
    inductionSteps[factor] = findStep(
      beliefs,
      model.beliefOffsets[factor]!,
      model.states[factor]!.size,
      reachable[factor]!,
      depth,
    );
  for (let node = 1; node < tree.nodeCount; node++) {
    let sum = nodeInduction[tree.parents[node]!]!;
    for (let factor = 0; factor < factorCount; factor++) {
      const step = inductionSteps[factor]!;
      if (step < 0) continue;
      const size = model.states[factor]!.size;
      const offset = forecast.nodeOffsets[node * factorCount + factor]!;
      const rows = reachable[factor]!;
      for (let state = 0; state < size; state++)
        sum += (1 - rows[step * size + state]!) * beliefs[offset + state]! * logAversion;
    }
    nodeInduction[node] = sum;
  }
}

/** Which row of the plan to aim for, from the most probable state; -1 when no goal is within reach. */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per factor and step
function findStep(
  beliefs: Float64Array,
  offset: number,
  size: number,
  rows: Float64Array,
  depth: number,
): number {
  let likeliest = 0;
  for (let state = 1; state < size; state++)
    if (beliefs[offset + state]! > beliefs[offset + likeliest]!) likeliest = state;
  for (let step = 0; step < depth; step++)
    if (rows[step * size + likeliest]! > 0) return Math.max(step - 1, 0);
  return -1;
}

/**
 * Information gain about the parameters of A and B at every node, summed along its path:
 *
 *     Σ_m q(o_m) · N_m q(s)        Σ_f q(s'_f) · N_f,u q(s)
 *
 * where N holds what one more count in a place is worth; see `information-per-count.ts`.
 *
 * @see Schwartenbeck et al. (2019), "Computational mechanisms of curiosity and goal-directed
 *   exploration", eLife 8, e41703; pymdp 1.0.2, `control.py`, `calc_negative_pA_info_gain`.
 */
export function valueParameters(program: InferenceProgram, workspace: Workspace): void {
  const { model, tree, forecast, parameterGain } = program;
  if (parameterGain === null) return;
  const factorCount = model.states.length;
  const { nodeLikelihoodGain, nodeTransitionGain } = workspace;
  for (let node = 1; node < tree.nodeCount; node++) {
    const parent = tree.parents[node]!;
    nodeLikelihoodGain[node] = nodeLikelihoodGain[parent]!;
    nodeTransitionGain[node] = nodeTransitionGain[parent]!;
    for (let modality = 0; modality < parameterGain.likelihood.length; modality++)
      addLikelihoodGain(program, workspace, modality, node);
    for (let factor = 0; factor < parameterGain.transition.length; factor++) {
      const action = forecast.nodeActions[node * factorCount + factor]!;
      addTransitionGain(program, workspace, factor, { node, parent, action });
    }
  }
}

function addLikelihoodGain(
  { model, forecast, parameterGain }: InferenceProgram,
  workspace: Workspace,
  modality: number,
  node: number,
): void {
  const { beliefs, jointBelief, sourceScratch, nodeLikelihoodGain } = workspace;
  const { dependencies, sizes, obsCount, jointStateCount, values } = model.likelihoods[modality]!;
  const gains = parameterGain!.likelihood[modality]!;
  for (let position = 0; position < dependencies.length; position++)
    sourceScratch[position] =
      forecast.nodeOffsets[node * model.states.length + dependencies[position]!]!;
  combineBeliefs(beliefs, sourceScratch, 0, sizes, jointBelief);
  let sum = 0;
  for (let obs = 0; obs < obsCount; obs++) {
    const row = obs * jointStateCount;
    let probability = 0;
    let gain = 0;
    for (let joint = 0; joint < jointStateCount; joint++) {
      probability += values[row + joint]! * jointBelief[joint]!;
      gain += gains[row + joint]! * jointBelief[joint]!;
    }
    sum += probability * gain;
  }
  nodeLikelihoodGain[node]! += sum;
}

function addTransitionGain(
  { model, forecast, parameterGain }: InferenceProgram,
  workspace: Workspace,
  factor: number,
  { node, parent, action }: { node: number; parent: number; action: number },
): void {
  const { beliefs, jointBelief, sourceScratch, nodeTransitionGain } = workspace;
  const { dependencies, sizes, stateCount, jointStateCount } = model.transitions[factor]!;
  const gains = parameterGain!.transition[factor]!;
  const factorCount = model.states.length;
  for (let position = 0; position < dependencies.length; position++)
    sourceScratch[position] = forecast.nodeOffsets[parent * factorCount + dependencies[position]!]!;
  combineBeliefs(beliefs, sourceScratch, 0, sizes, jointBelief);
  const offset = forecast.nodeOffsets[node * factorCount + factor]!;
  let sum = 0;
  for (let next = 0; next < stateCount; next++) {
    const row = (action * stateCount + next) * jointStateCount;
    let gain = 0;
    for (let joint = 0; joint < jointStateCount; joint++)
      gain += gains[row + joint]! * jointBelief[joint]!;
    sum += beliefs[offset + next]! * gain;
  }
  nodeTransitionGain[node]! += sum;
}
