import { InvalidInferenceOptionError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { flattenAction } from "../states/predict-prior.ts";

/**
 * Policies sorted by what they share: all steps but the last form a prefix, and under one prefix the end
 * of a factor depends only on the factor's own last action.
 */
export interface PolicyPrefixes {
  readonly prefixCount: number;
  /** Per policy. */
  readonly prefixes: Int32Array;
  /** Row-major `[prefix, step, factor]`: flat actions of the steps before the last. */
  readonly prefixActions: Int32Array;
  /** Row-major `[policy, factor]`: flat last action. */
  readonly lastActions: Int32Array;
  /** Row-major `[prefix, last action of any factor]`: 1 where some policy of the prefix takes it. */
  readonly isTaken: Uint8Array;
  /** Where each factor's last actions start in a row of `isTaken`; the last entry is its length. */
  readonly endOffsets: Int32Array;
}

/**
 * Sorts policies by their prefixes.
 *
 * @param isShared - false gives every policy a prefix of its own, for policies whose pasts differ.
 */
export function sortByPrefix(
  { model, policies, numerics }: InferenceProgram,
  isShared: boolean,
): PolicyPrefixes {
  checkDependencies(model, numerics.name);
  const factorCount = model.states.length;
  const { policyCount, policyLength, controlCount, actions } = policies;
  const endOffsets = new Int32Array(factorCount + 1);
  for (const [factor, { actionCount }] of model.transitions.entries())
    endOffsets[factor + 1] = endOffsets[factor]! + actionCount;
  const known = new Map<string, number>();
  const prefixes = new Int32Array(policyCount);
  const prefixActions: number[] = [];
  const lastActions = new Int32Array(policyCount * factorCount);
  for (let policy = 0; policy < policyCount; policy++) {
    const flat = Array.from({ length: policyLength }, (_, step) =>
      model.transitions.map((__, factor) =>
        flattenAction(model, factor, actions, (policy * policyLength + step) * controlCount),
      ),
    );
    lastActions.set(flat.at(-1)!, policy * factorCount);
    const before = flat.slice(0, -1).flat();
    const key = isShared ? before.join() : String(policy);
    if (!known.has(key)) {
      known.set(key, known.size);
      prefixActions.push(...before);
    }
    prefixes[policy] = known.get(key)!;
  }
  const width = endOffsets[factorCount]!;
  const isTaken = new Uint8Array(known.size * width);
  for (let policy = 0; policy < policyCount; policy++)
    for (let factor = 0; factor < factorCount; factor++)
      isTaken[
        prefixes[policy]! * width +
          endOffsets[factor]! +
          lastActions[policy * factorCount + factor]!
      ] = 1;
  return {
    prefixCount: known.size,
    prefixes,
    prefixActions: Int32Array.from(prefixActions),
    lastActions,
    isTaken,
    endOffsets,
  };
}

function checkDependencies(
  { transitions, states }: InferenceProgram["model"],
  numerics: string,
): void {
  const issues = transitions.flatMap(({ dependencies }, factor) =>
    dependencies.length === 1 && dependencies[0] === factor
      ? []
      : [
          {
            axis: `"numerics" with transition (B) of "${states[factor]!.name}"`,
            expected: `other than ${numerics}, which knows only factors that depend on themselves alone`,
            given: `dependencies ${dependencies.join(", ")}`,
          },
        ],
  );
  if (issues.length > 0) throw new InvalidInferenceOptionError(issues);
}
