import type { InferenceProgram } from "../inference-program.ts";
import type { Workspace } from "../workspace.ts";
import { valuePolicies } from "./value-policies.ts";

/**
 * Posterior over policies, q(π) = σ(γ G + ln E), into `workspace.policyPosterior`, and its marginals over
 * the first action of every control, into `workspace.actionMarginals`.
 */
export function inferPolicyPosterior(program: InferenceProgram, workspace: Workspace): void {
  valuePolicies(program, workspace);
  inferFromValues(program, workspace);
}

/** The same from values that are already in the workspace. */
export function inferFromValues(
  program: InferenceProgram,
  workspace: Workspace,
  freeEnergies: Float64Array | null = null,
): void {
  const { policyValues, policyPosterior } = workspace;
  const { logHabit, options } = program;
  const { policyPrecision } = options;
  let largest = -Infinity;
  for (let policy = 0; policy < policyPosterior.length; policy++) {
    const evidence = freeEnergies === null ? 0 : freeEnergies[policy]!;
    const value = policyPrecision * policyValues[policy]! - evidence + logHabit[policy]!;
    policyPosterior[policy] = value;
    if (value > largest) largest = value;
  }
  let sum = 0;
  for (let policy = 0; policy < policyPosterior.length; policy++) {
    const weight = Math.exp(policyPosterior[policy]! - largest);
    policyPosterior[policy] = weight;
    sum += weight;
  }
  const scale = 1 / sum;
  for (let policy = 0; policy < policyPosterior.length; policy++) policyPosterior[policy]! *= scale;
  sumActionMarginals(program, workspace);
}

function sumActionMarginals({ policies }: InferenceProgram, workspace: Workspace): void {
  const { actionMarginals, actionOffsets, policyPosterior } = workspace;
  const { actions, controlCount, policyCount, policyLength } = policies;
  const stride = policyLength * controlCount;
  for (let index = 0; index < actionMarginals.length; index++) actionMarginals[index] = 0;
  for (let policy = 0; policy < policyCount; policy++) {
    const probability = policyPosterior[policy]!;
    const start = policy * stride;
    for (let control = 0; control < controlCount; control++)
      actionMarginals[actionOffsets[control]! + actions[start + control]!]! += probability;
  }
}
