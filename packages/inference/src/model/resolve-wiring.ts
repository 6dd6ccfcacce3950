import type { IssueList } from "./issue-list.ts";
import type { ModelDefinition } from "./model-definition.ts";
import { resolveDependencies } from "./resolve-dependencies.ts";

/** Which array depends on which factors and controls. */
export interface Wiring {
  readonly likelihoodDependencies: readonly (readonly number[])[];
  readonly transitionDependencies: readonly (readonly number[])[];
  readonly transitionControls: readonly (readonly number[])[];
  readonly controllable: ReadonlySet<number>;
  readonly controlCount: number;
}

/** Checks the dependency lists of a definition and fills in the missing ones. */
export function resolveWiring(
  definition: ModelDefinition,
  { factorCount, modalityCount }: { factorCount: number; modalityCount: number },
  list: IssueList,
): Wiring {
  const allFactors = Array.from({ length: factorCount }, (_, factor) => factor);
  const mentioned = definition.transitionControls?.flat().filter(Number.isSafeInteger) ?? [];
  const controlCount =
    definition.transitionControls === undefined
      ? factorCount
      : Math.max(definition.controls?.length ?? 0, ...mentioned.map((control) => control + 1));
  const controllable = definition.controllable ?? Array.from({ length: controlCount }, (_, i) => i);
  const unknown = controllable.filter((control) => !(control >= 0 && control < controlCount));
  if (unknown.length > 0)
    list.add("controllable", `controls in [0, ${controlCount})`, unknown.join(", "));
  return {
    controlCount,
    controllable: new Set(controllable),
    likelihoodDependencies: resolveDependencies(
      "likelihoodDependencies",
      definition.likelihoodDependencies,
      { count: modalityCount, limit: factorCount, fallback: () => allFactors },
      list,
    ),
    transitionDependencies: resolveDependencies(
      "transitionDependencies",
      definition.transitionDependencies,
      { count: factorCount, limit: factorCount, fallback: (factor) => [factor] },
      list,
    ),
    transitionControls: resolveDependencies(
      "transitionControls",
      definition.transitionControls,
      { count: factorCount, limit: controlCount, fallback: (factor) => [factor] },
      list,
    ),
  };
}
