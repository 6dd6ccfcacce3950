import { checkArrays } from "./check-arrays.ts";
import type { CompiledAxis } from "./compiled-model.ts";
import type { IssueList } from "./issue-list.ts";
import type { ModelDefinition } from "./model-definition.ts";
import { readOptionalArrays, readRequiredArrays } from "./read-arrays.ts";
import { resolveAxes } from "./resolve-axes.ts";
import type { Wiring } from "./resolve-wiring.ts";
import { resolveWiring } from "./resolve-wiring.ts";
import type { ReadTensor } from "./tensor.ts";

/** A definition whose every array has been read, defaulted and checked against every other. */
export interface ResolvedDefinition {
  readonly states: readonly CompiledAxis[];
  readonly observations: readonly CompiledAxis[];
  readonly controls: readonly CompiledAxis[];
  readonly isControllable: readonly boolean[];
  readonly likelihoods: readonly (ReadTensor | null)[];
  readonly transitions: readonly (ReadTensor | null)[];
  readonly preferences: readonly (ReadTensor | null)[];
  readonly priors: readonly (ReadTensor | null)[];
  readonly habit: ReadTensor | null;
  readonly likelihoodDependencies: readonly (readonly number[])[];
  readonly transitionDependencies: readonly (readonly number[])[];
  readonly transitionControls: readonly (readonly number[])[];
}

/**
 * Reads and checks a definition. Everything found wrong goes into `list`; when anything did, the result
 * may hold nulls and must not be compiled.
 */
export function resolveDefinition(
  definition: ModelDefinition,
  list: IssueList,
): ResolvedDefinition | null {
  const likelihoods = readRequiredArrays("likelihood", "A", definition.likelihood, list);
  const transitions = readRequiredArrays("transition", "B", definition.transition, list);
  if (likelihoods === null || transitions === null) return null;

  const factorCount = transitions.length;
  const wiring = resolveWiring(
    definition,
    { factorCount, modalityCount: likelihoods.length },
    list,
  );
  const states = resolveAxes(
    "state",
    definition.states,
    transitions.map((tensor) => tensor?.shape[0] ?? null),
    list,
  );
  const observations = resolveAxes(
    "observation",
    definition.observations,
    likelihoods.map((tensor) => tensor?.shape[0] ?? null),
    list,
  );
  const controls = resolveAxes(
    "control",
    definition.controls,
    inferControlSizes(transitions, wiring),
    list,
  );
  const resolved: ResolvedDefinition = {
    ...wiring,
    states,
    observations,
    controls,
    isControllable: controls.map((_, control) => wiring.controllable.has(control)),
    likelihoods,
    transitions,
    preferences: readOptionalArrays("preference (C)", definition.preference, observations, list),
    priors: readOptionalArrays("prior (D)", definition.prior, states, list),
    habit: definition.habit === undefined ? null : list.readTensor("habit (E)", definition.habit),
  };
  checkArrays(resolved, list);
  return resolved;
}

/** Action axes are the last ones of a transition; the first transition that uses a control says its size. */
function inferControlSizes(
  transitions: readonly (ReadTensor | null)[],
  { transitionDependencies, transitionControls, controlCount }: Wiring,
): readonly (number | null)[] {
  return Array.from({ length: controlCount }, (_, control) => {
    for (const [factor, tensor] of transitions.entries()) {
      const position = transitionControls[factor]!.indexOf(control);
      if (position < 0 || tensor === null) continue;
      return tensor.shape[1 + transitionDependencies[factor]!.length + position] ?? null;
    }
    return null;
  });
}
