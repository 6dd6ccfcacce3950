import type { InferenceProgram } from "../inference-program.ts";
import type { Workspace } from "../workspace.ts";
import { MISSING, STEP_SCALARS } from "../workspace.ts";
import { combineBeliefs } from "./combine-beliefs.ts";
import { likelihoodOf } from "./update-factors.ts";

/**
 * Exact Bayesian update over the joint states of all factors, from a prior that factorises; the
 * posterior that is kept is its marginals. Costs the product of all state counts.
 *
 * @returns whether any joint state explains the observation; when not, the posterior is not usable.
 */
export function updateJoint(program: InferenceProgram, workspace: Workspace): boolean {
  const { model, evidenceGroups } = program;
  const { priors, posterior, jointBelief, evidence, obsIndices, scalars } = workspace;
  const { sizes, jointStateCount, coordinates, tables } = evidenceGroups[0]!;
  combineBeliefs(priors, model.beliefOffsets, 0, sizes, jointBelief);
  let logEvidence = 0;
  for (let position = 0; position < tables.length; position++) {
    if (obsIndices[tables[position]!.modality] === MISSING) continue;
    likelihoodOf(tables[position]!, workspace, jointStateCount, evidence);
    let sum = 0;
    for (let joint = 0; joint < jointStateCount; joint++) {
      jointBelief[joint]! *= evidence[joint]!;
      sum += jointBelief[joint]!;
    }
    if (sum === 0) return false;
    // Renormalised after each modality, so that many unlikely ones cannot underflow.
    for (let joint = 0; joint < jointStateCount; joint++) jointBelief[joint]! /= sum;
    logEvidence += Math.log(sum);
  }
  posterior.fill(0);
  for (let factor = 0; factor < sizes.length; factor++)
    for (let joint = 0; joint < jointStateCount; joint++)
      posterior[model.beliefOffsets[factor]! + coordinates[factor * jointStateCount + joint]!]! +=
        jointBelief[joint]!;
  scalars[STEP_SCALARS.freeEnergyNats] = -logEvidence;
  scalars[STEP_SCALARS.iterationCount] = 0;
  return true;
}
