import { InvalidPoliciesError } from "../errors.ts";
import type { CompiledModel } from "../model/compiled-model.ts";

/** All policies under consideration, as one integer array. */
export interface PolicyTable {
  readonly policyCount: number;
  readonly policyLength: number;
  readonly controlCount: number;
  /** Row-major `[policyCount, policyLength, controlCount]`. */
  readonly actions: Int32Array;
}

/**
 * Every sequence of `policyLength` joint actions, in the order of a Cartesian product over time, then
 * controls, last position fastest. Controls that are not controllable carry action 0 throughout.
 *
 * @throws {InvalidPoliciesError} when there would be more than `policyCountMax`.
 *
 * @see pymdp 0.0.7.1, `control.py`, `construct_policies`, which ignores its list of controllable factors.
 */
export function enumeratePolicies(
  { controls, isControllable }: Pick<CompiledModel, "controls" | "isControllable">,
  policyLength: number,
  policyCountMax: number,
): PolicyTable {
  const stepSizes = controls.map(({ size }, control) => (isControllable[control]! ? size : 1));
  const stepCount = stepSizes.reduce((product, size) => product * size, 1);
  const policyCount = stepCount ** policyLength;
  if (policyCount > policyCountMax)
    throw new InvalidPoliciesError(
      `${stepCount} joint actions over ${policyLength} steps make ${policyCount} policies, more than "policyCountMax" (${policyCountMax}): shorten "policyLength", name the "policies" to consider, or plan with a node budget`,
    );

  const controlCount = controls.length;
  const width = policyLength * controlCount;
  const actions = new Int32Array(policyCount * width);
  for (let policy = 0; policy < policyCount; policy++) {
    let rest = policy;
    for (let position = width - 1; position >= 0; position--) {
      const size = stepSizes[position % controlCount]!;
      actions[policy * width + position] = rest % size;
      rest = Math.floor(rest / size);
    }
  }
  return { policyCount, policyLength, controlCount, actions };
}

/**
 * Reads a custom list of policies.
 *
 * @param policies - `[policy][step][control]`, all of the same length.
 * @throws {InvalidPoliciesError} when the list is empty, ragged, or names an action that a control does not have.
 */
export function readPolicies(
  { controls }: Pick<CompiledModel, "controls">,
  policies: readonly (readonly (readonly number[])[])[],
): PolicyTable {
  const policyLength = policies[0]?.length ?? 0;
  if (policyLength === 0)
    throw new InvalidPoliciesError('"policies" must hold at least one policy of at least one step');
  const controlCount = controls.length;
  const actions: number[] = [];
  for (const [index, policy] of policies.entries()) {
    if (policy.length !== policyLength)
      throw new InvalidPoliciesError(
        `policy ${index} must have ${policyLength} steps like the first, got ${policy.length}`,
      );
    for (const [step, stepActions] of policy.entries()) {
      if (stepActions.length !== controlCount)
        throw new InvalidPoliciesError(
          `policy ${index}, step ${step} must have ${controlCount} actions, one per control, got ${stepActions.length}`,
        );
      for (const [control, action] of stepActions.entries()) {
        const { name, size } = controls[control]!;
        if (!Number.isInteger(action) || action < 0 || action >= size)
          throw new InvalidPoliciesError(
            `policy ${index}, step ${step} must have an action in [0, ${size}) on control "${name}", got ${action}`,
          );
        actions.push(action);
      }
    }
  }
  return {
    policyCount: policies.length,
    policyLength,
    controlCount,
    actions: Int32Array.from(actions),
  };
}

/** One policy as people read it: `[step][control]`. */
export function policyAt(table: PolicyTable, policy: number): readonly (readonly number[])[] {
  const { policyLength, controlCount, actions } = table;
  return Array.from({ length: policyLength }, (_, step) => {
    const start = (policy * policyLength + step) * controlCount;
    return Array.from(actions.subarray(start, start + controlCount));
  });
}
