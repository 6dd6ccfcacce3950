import type { CompiledModel } from "../model/compiled-model.ts";
import type { JointStates } from "../model/joint-states.ts";
import { createJointStates, projectJointStates } from "../model/joint-states.ts";

/** Factors that evidence or dynamics tie together, seen as one hidden Markov chain. */
export interface FactorComponent {
  /** Ascending; joint states are row-major over them, the last one fastest. */
  readonly joint: JointStates;
  readonly modalities: readonly ComponentModality[];
}

/** One modality that depends on factors of a component. */
export interface ComponentModality {
  readonly modality: number;
  readonly obsCount: number;
  /** p(o | states of its dependencies), row-major `[obsCount, dependentStateCount]`. */
  readonly probabilities: Float64Array;
  readonly dependentStateCount: number;
  /** Per joint state of the component, the joint state of the dependencies in it. */
  readonly projection: Int32Array;
}

/**
 * Splits the factors into the smallest sets that are independent of each other given the actions:
 * factors share a component when one modality depends on both or one's transition depends on the other.
 *
 * @param scope - `evidence` leaves the transitions out: sets that one observation leaves independent.
 */
export function connectFactors(
  model: CompiledModel,
  scope: "evidence" | "evidence and dynamics" = "evidence and dynamics",
): readonly FactorComponent[] {
  const { likelihoods, transitions, states } = model;
  const owners = states.map((_, factor) => factor);
  const unite = (factors: readonly number[]): void => {
    const united = new Set(factors.map((factor) => owners[factor]!));
    const owner = Math.min(...united);
    for (const [factor, current] of owners.entries())
      if (united.has(current)) owners[factor] = owner;
  };
  for (const { dependencies } of likelihoods) unite(dependencies);
  if (scope === "evidence and dynamics")
    for (const [factor, { dependencies }] of transitions.entries())
      unite([factor, ...dependencies]);

  return [...new Set(owners)].map((owner) => {
    const factors = [...owners.keys()].filter((factor) => owners[factor] === owner);
    const joint = createJointStates(factors, states);
    return { joint, modalities: listModalities(model, joint) };
  });
}

/** One component per modality, as if their outcomes were independent given the belief. */
export const separateModalities = (model: CompiledModel): readonly FactorComponent[] =>
  model.likelihoods.map(({ dependencies }, modality) => {
    const joint = createJointStates(dependencies, model.states);
    const modalities = listModalities(model, joint).filter((entry) => entry.modality === modality);
    return { joint, modalities };
  });

function listModalities(
  { likelihoods, states }: CompiledModel,
  joint: JointStates,
): readonly ComponentModality[] {
  return likelihoods.flatMap(({ dependencies, obsCount, values, jointStateCount }, modality) =>
    dependencies.every((dependency) => joint.factors.includes(dependency))
      ? [
          {
            modality,
            obsCount,
            probabilities: values,
            dependentStateCount: jointStateCount,
            projection: projectJointStates(joint, createJointStates(dependencies, states)),
          },
        ]
      : [],
  );
}
