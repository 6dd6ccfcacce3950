import type { InferenceProgram } from "../inference-program.ts";
import type { Numerics } from "../numerics.ts";
import type { Workspace } from "../workspace.ts";
import { DISTRIBUTION, MISSING, STEP_SCALARS } from "../workspace.ts";
import type { EvidenceGroup, EvidenceTable } from "./evidence-group.ts";
import type { ObservationSlots } from "./read-observation.ts";

/** Evidence below the smallest normal double counts as none. */
export const SMALLEST_EVIDENCE = 2 ** -1022;

/**
 * Exact Bayesian update of every factor, for models in which each modality depends on one factor.
 *
 *     posterior[s] = w(prior[s]) Π_m w(A_m[o_m, s]) / evidence,   w(p) = max(p, floor) + offset
 *
 * The running product is renormalised after each modality, so that any number of unlikely observations
 * keeps its evidence. Leaves the posterior in `workspace.posterior` and the free energy, which is
 * -ln evidence since the update is exact, in the scalars.
 *
 * @param probabilityMin - the floor; 0 in exact inference.
 * @returns whether every factor had any evidence; when not, the posterior is not usable.
 *
 * @see Da Costa et al. (2020), "Active inference on discrete state-spaces: A synthesis", J. Math.
 *   Psychol. 99, 102447, section 3.
 */
export function updateFactors(
  program: InferenceProgram,
  workspace: Workspace,
  probabilityMin: number,
): boolean {
  const { model, numerics, evidenceGroups } = program;
  const { posterior, priors, scalars } = workspace;
  const { logOffset } = numerics;
  scalars[STEP_SCALARS.freeEnergyNats] = 0;
  scalars[STEP_SCALARS.iterationCount] = 0;
  const isPlain = probabilityMin === 0 && logOffset === 0;
  if (isPlain) posterior.set(priors);
  else
    for (let state = 0; state < priors.length; state++)
      posterior[state] = Math.max(priors[state]!, probabilityMin) + logOffset;

  for (let index = 0; index < evidenceGroups.length; index++) {
    const group = evidenceGroups[index]!;
    const start = model.beliefOffsets[group.factors[0]!]!;
    if (numerics.evidence === "log-of-product") {
      multiplyProduct(group, workspace, start, numerics);
      if (!normalise(workspace, start, group.jointStateCount)) return false;
      continue;
    }
    for (let position = 0; position < group.tables.length; position++) {
      const table = group.tables[position]!;
      const obs = workspace.obsIndices[table.modality]!;
      if (obs === MISSING) continue;
      if (obs === DISTRIBUTION || !isPlain)
        multiplyTable(program, workspace, table, start, probabilityMin);
      else {
        const { probabilities } = table;
        const row = obs * group.jointStateCount;
        for (let state = 0; state < group.jointStateCount; state++)
          posterior[start + state]! *= probabilities[row + state]!;
      }
      if (!normalise(workspace, start, group.jointStateCount)) return false;
    }
  }
  // Factors that nothing was observed about still carry the offsets of their priors.
  if (!isPlain)
    for (let factor = 0; factor < model.states.length; factor++)
      normalise(workspace, model.beliefOffsets[factor]!, model.states[factor]!.size);
  return true;
}

/** Divides a stretch of the posterior by its sum, and takes -ln of the sum into the free energy. */
function normalise({ posterior, scalars }: Workspace, start: number, count: number): boolean {
  let sum = 0;
  for (let state = 0; state < count; state++) sum += posterior[start + state]!;
  // The reciprocal of anything smaller is infinite, and would make beliefs NaN.
  if (sum < SMALLEST_EVIDENCE) return false;
  const scale = 1 / sum;
  for (let state = 0; state < count; state++) posterior[start + state]! *= scale;
  scalars[STEP_SCALARS.freeEnergyNats]! -= Math.log(sum);
  return true;
}

/** Multiplies the posterior by one modality's floored likelihood, of an index or of a distribution. */
// oxlint-disable-next-line max-params -- a kernel, called per modality and step
function multiplyTable(
  { numerics }: InferenceProgram,
  workspace: Workspace,
  table: EvidenceTable,
  start: number,
  probabilityMin: number,
): void {
  const { probabilities, obsCount } = table;
  const count = probabilities.length / obsCount;
  likelihoodOf(table, workspace, count, workspace.jointBelief);
  for (let state = 0; state < count; state++)
    workspace.posterior[start + state]! *=
      Math.max(workspace.jointBelief[state]!, probabilityMin) + numerics.logOffset;
}

/** Multiplies the posterior by the offset product of all likelihoods, as pymdp 0.0.7.1 does. */
function multiplyProduct(
  group: EvidenceGroup,
  workspace: Workspace,
  start: number,
  { logOffset }: Numerics,
): void {
  const { posterior, evidence, jointBelief } = workspace;
  const count = group.jointStateCount;
  let isObserved = false;
  for (let state = 0; state < count; state++) evidence[state] = 1;
  for (let position = 0; position < group.tables.length; position++) {
    const table = group.tables[position]!;
    if (workspace.obsIndices[table.modality] === MISSING) continue;
    isObserved = true;
    likelihoodOf(table, workspace, count, jointBelief);
    for (let state = 0; state < count; state++) evidence[state]! *= jointBelief[state]!;
  }
  if (!isObserved) return;
  for (let state = 0; state < count; state++)
    posterior[start + state]! *= evidence[state]! + logOffset;
}

/**
 * Likelihood of what was observed on one modality, for every joint state: a row of A, or the average of
 * its rows under an observed distribution.
 */
export function likelihoodOf(
  { modality, probabilities, obsCount }: EvidenceTable,
  { obsIndices, obsDistributions, obsOffsets }: ObservationSlots,
  count: number,
  target: Float64Array,
): void {
  const obs = obsIndices[modality]!;
  if (obs !== DISTRIBUTION) {
    const row = obs * count;
    for (let state = 0; state < count; state++) target[state] = probabilities[row + state]!;
    return;
  }
  for (let state = 0; state < count; state++) target[state] = 0;
  for (let level = 0; level < obsCount; level++) {
    const weight = obsDistributions[obsOffsets[modality]! + level]!;
    if (weight === 0) continue;
    for (let state = 0; state < count; state++)
      target[state]! += weight * probabilities[level * count + state]!;
  }
}
