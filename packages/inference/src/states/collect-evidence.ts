import type { InferenceProgram } from "../inference-program.ts";
import { CLIP_FLOOR } from "../numerics.ts";
import type { Workspace } from "../workspace.ts";
import { MISSING } from "../workspace.ts";
import { likelihoodOf } from "./update-factors.ts";

/**
 * Log likelihood of the observation over the joint states of every evidence group, into
 * `workspace.evidence`. Modalities without an observation add nothing.
 *
 * A factorised belief takes expectations of these logarithms, so zeros of A need a floor even in exact
 * numerics: without one, a single zero anywhere would rule a state out whatever else is believed.
 */
export function collectEvidence(program: InferenceProgram, workspace: Workspace): void {
  const { evidenceGroups, numerics } = program;
  const { evidence, evidenceOffsets, jointBelief, obsIndices } = workspace;
  const floor = numerics.logOffset === 0 ? CLIP_FLOOR : 0;
  const { logOffset } = numerics;
  const isProduct = numerics.evidence === "log-of-product";
  for (let index = 0; index < evidenceGroups.length; index++) {
    const { tables, jointStateCount } = evidenceGroups[index]!;
    const start = evidenceOffsets[index]!;
    let isObserved = false;
    for (let state = 0; state < jointStateCount; state++)
      evidence[start + state] = isProduct ? 1 : 0;
    for (let position = 0; position < tables.length; position++) {
      if (obsIndices[tables[position]!.modality] === MISSING) continue;
      isObserved = true;
      likelihoodOf(tables[position]!, workspace, jointStateCount, jointBelief);
      for (let state = 0; state < jointStateCount; state++)
        if (isProduct) evidence[start + state]! *= jointBelief[state]!;
        else evidence[start + state]! += Math.log(Math.max(jointBelief[state]!, floor) + logOffset);
    }
    if (!isProduct) continue;
    for (let state = 0; state < jointStateCount; state++)
      evidence[start + state] = isObserved ? Math.log(evidence[start + state]! + logOffset) : 0;
  }
}
