import type { InferenceProgram } from "../inference-program.ts";
import type { Workspace } from "../workspace.ts";
import { selectIndex } from "./select-index.ts";

/**
 * Chooses an action on every control from the posterior over policies: each control from its own
 * marginal, or all of them as the first step of one policy.
 *
 * @param actions - receives one action per control, from `actionOffset`.
 * @param random - state of the agent's generator at `randomOffset`.
 * @returns the policy that was chosen, or -1 when controls were chosen one by one.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per step
export function selectAction(
  { policies, options, numerics }: InferenceProgram,
  { actionMarginals, actionOffsets, policyPosterior, selection }: Workspace,
  actions: Int32Array,
  actionOffset: number,
  random: Uint32Array,
  randomOffset: number,
): number {
  const { controlCount, policyCount, policyLength } = policies;
  if (options.sampling === "full") {
    const policy = selectIndex(
      policyPosterior,
      0,
      policyCount,
      options,
      numerics,
      random,
      randomOffset,
      selection,
    );
    const start = policy * policyLength * controlCount;
    for (let control = 0; control < controlCount; control++)
      actions[actionOffset + control] = policies.actions[start + control]!;
    return policy;
  }
  for (let control = 0; control < controlCount; control++) {
    const start = actionOffsets[control]!;
    actions[actionOffset + control] = selectIndex(
      actionMarginals,
      start,
      actionOffsets[control + 1]! - start,
      options,
      numerics,
      random,
      randomOffset,
      selection,
    );
  }
  return -1;
}
