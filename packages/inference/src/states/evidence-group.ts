import type { CompiledLikelihood, CompiledModel } from "../model/compiled-model.ts";
import type { JointStates } from "../model/joint-states.ts";
import {
  areSameFactors,
  createJointStates,
  listCoordinates,
  projectJointStates,
} from "../model/joint-states.ts";
import type { Numerics } from "../numerics.ts";

/** Likelihood of one modality over the joint states of its evidence group. */
export interface EvidenceTable {
  readonly modality: number;
  readonly obsCount: number;
  /** p(o | joint state), row-major `[obsCount, jointStateCount]`. */
  readonly probabilities: Float64Array;
}

/** Modalities whose evidence about the same factors is added up before beliefs are updated. */
export interface EvidenceGroup {
  readonly factors: readonly number[];
  /** The largest of `factors`. */
  readonly lastFactor: number;
  readonly sizes: readonly number[];
  readonly jointStateCount: number;
  /** Row-major `[factors.length, jointStateCount]`: the state of each factor in each joint state. */
  readonly coordinates: Int32Array;
  readonly tables: readonly EvidenceTable[];
}

/**
 * Groups modalities by the factors they depend on, or puts all of them over all factors when their
 * likelihoods have to be multiplied before the logarithm is taken, or when the update is joint.
 */
export function groupEvidence(
  model: CompiledModel,
  numerics: Numerics,
  isJoint = false,
): readonly EvidenceGroup[] {
  const { likelihoods, states } = model;
  if (isJoint || numerics.evidence === "log-of-product") {
    const everything = createJointStates([...states.keys()], states);
    return [createGroup(model, everything, [...likelihoods.keys()])];
  }
  const groups: { factors: readonly number[]; modalities: number[] }[] = [];
  for (const [modality, { dependencies }] of likelihoods.entries()) {
    const group = groups.find(({ factors }) => areSameFactors(factors, dependencies));
    if (group === undefined) groups.push({ factors: dependencies, modalities: [modality] });
    else group.modalities.push(modality);
  }
  return groups.map(({ factors, modalities }) =>
    createGroup(model, createJointStates(factors, states), modalities),
  );
}

function createGroup(
  model: CompiledModel,
  joint: JointStates,
  modalities: readonly number[],
): EvidenceGroup {
  return {
    factors: joint.factors,
    lastFactor: Math.max(...joint.factors),
    sizes: joint.sizes,
    jointStateCount: joint.count,
    coordinates: listCoordinates(joint),
    tables: modalities.map((modality) => {
      const likelihood = model.likelihoods[modality]!;
      return {
        modality,
        obsCount: likelihood.obsCount,
        probabilities: spreadLikelihood(model, likelihood, joint),
      };
    }),
  };
}

/** A likelihood over more factors than it depends on; the model's own array when there are no more. */
export function spreadLikelihood(
  { states }: CompiledModel,
  { dependencies, jointStateCount, obsCount, values }: CompiledLikelihood,
  joint: JointStates,
): Float64Array {
  if (areSameFactors(dependencies, joint.factors)) return values;
  const projection = projectJointStates(joint, createJointStates(dependencies, states));
  const spread = new Float64Array(obsCount * joint.count);
  for (let obs = 0; obs < obsCount; obs++)
    for (let state = 0; state < joint.count; state++)
      spread[obs * joint.count + state] = values[obs * jointStateCount + projection[state]!]!;
  return spread;
}
