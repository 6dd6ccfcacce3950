import type { InferenceProgram } from "../inference-program.ts";
import type { Workspace } from "../workspace.ts";
import { DISTRIBUTION, MISSING } from "../workspace.ts";
import type { EvidenceGroup } from "./evidence-group.ts";

/** Partial assignments that a proof may visit; beyond it the observation counts as possible. */
const VISIT_COUNT_MAX = 1_000_000;

/**
 * Whether it is certain that the observation cannot happen under the model and the predictive prior:
 * no joint state has both prior and likelihood above zero. Searched factor by factor, leaving a branch
 * as soon as one group's evidence is zero.
 */
export function proveImpossible(program: InferenceProgram, workspace: Workspace): boolean {
  const assignment = workspace.sourceScratch;
  const { model, evidenceGroups } = program;
  const { priors } = workspace;
  let visitCount = 0;

  const isPossibleFrom = (factor: number): boolean => {
    if (factor === model.states.length) return true;
    const offset = model.beliefOffsets[factor]!;
    for (let state = 0; state < model.states[factor]!.size; state++) {
      if (priors[offset + state] === 0) continue;
      if (++visitCount > VISIT_COUNT_MAX) return true;
      assignment[factor] = state;
      const isConsistent = evidenceGroups.every(
        (group) =>
          Math.max(...group.factors) !== factor || isGroupPossible(group, workspace, assignment),
      );
      if (isConsistent && isPossibleFrom(factor + 1)) return true;
    }
    return false;
  };
  return !isPossibleFrom(0);
}

function isGroupPossible(
  { factors, sizes, jointStateCount, tables }: EvidenceGroup,
  { obsIndices, obsDistributions, obsOffsets }: Workspace,
  assignment: Int32Array,
): boolean {
  let joint = 0;
  for (const [position, factor] of factors.entries())
    joint = joint * sizes[position]! + assignment[factor]!;
  return tables.every(({ modality, probabilities, obsCount }) => {
    const obs = obsIndices[modality]!;
    if (obs === MISSING) return true;
    if (obs !== DISTRIBUTION) return probabilities[obs * jointStateCount + joint]! > 0;
    for (let level = 0; level < obsCount; level++)
      if (
        obsDistributions[obsOffsets[modality]! + level]! > 0 &&
        probabilities[level * jointStateCount + joint]! > 0
      )
        return true;
    return false;
  });
}
