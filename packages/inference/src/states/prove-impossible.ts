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
  visitCount = 0;
  return !isPossibleFrom(program, workspace, 0);
}

/** Visits of the running proof; a proof never waits, so one counter serves the thread. */
let visitCount = 0;

/** Whether the factors before `factor`, as assigned in the scratch, can be completed. */
function isPossibleFrom(program: InferenceProgram, workspace: Workspace, factor: number): boolean {
  const { model } = program;
  if (factor === model.states.length) return true;
  const offset = model.beliefOffsets[factor]!;
  for (let state = 0; state < model.states[factor]!.size; state++) {
    if (workspace.priors[offset + state] === 0) continue;
    if (++visitCount > VISIT_COUNT_MAX) return true;
    workspace.sourceScratch[factor] = state;
    if (isConsistent(program, workspace, factor) && isPossibleFrom(program, workspace, factor + 1))
      return true;
  }
  return false;
}

/** Whether every group whose last factor has just been assigned allows what was observed. */
function isConsistent(
  { evidenceGroups }: InferenceProgram,
  workspace: Workspace,
  factor: number,
): boolean {
  for (let index = 0; index < evidenceGroups.length; index++) {
    const group = evidenceGroups[index]!;
    if (group.lastFactor === factor && !isGroupPossible(group, workspace, workspace.sourceScratch))
      return false;
  }
  return true;
}

function isGroupPossible(
  { factors, sizes, jointStateCount, tables }: EvidenceGroup,
  { obsIndices, obsDistributions, obsOffsets }: Workspace,
  assignment: Int32Array,
): boolean {
  let joint = 0;
  for (let position = 0; position < factors.length; position++)
    joint = joint * sizes[position]! + assignment[factors[position]!]!;
  for (let index = 0; index < tables.length; index++) {
    const { modality, probabilities, obsCount } = tables[index]!;
    const obs = obsIndices[modality]!;
    if (obs === MISSING) continue;
    let likelihood = obs === DISTRIBUTION ? 0 : probabilities[obs * jointStateCount + joint]!;
    const levelCount = obs === DISTRIBUTION ? obsCount : 0;
    for (let level = 0; level < levelCount; level++)
      likelihood +=
        obsDistributions[obsOffsets[modality]! + level]! *
        probabilities[level * jointStateCount + joint]!;
    if (likelihood === 0) return false;
  }
  return true;
}
