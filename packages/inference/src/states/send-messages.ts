import type { InferenceProgram } from "../inference-program.ts";
import type { Workspace } from "../workspace.ts";
import type { EvidenceGroup } from "./evidence-group.ts";

/**
 * What the evidence says to one factor, averaged over the beliefs about all others:
 *
 *     message_f[s] = Σ_groups Σ_{joint states with s_f = s} evidence[joint] Π_{g ≠ f} q_g[s_g]
 *
 * into `workspace.messages`.
 */
export function sendMessages(
  { model, evidenceGroups }: InferenceProgram,
  workspace: Workspace,
  factor: number,
): void {
  const { messages, evidenceOffsets } = workspace;
  const end = model.beliefOffsets[factor + 1]!;
  for (let state = model.beliefOffsets[factor]!; state < end; state++) messages[state] = 0;
  for (let index = 0; index < evidenceGroups.length; index++) {
    const group = evidenceGroups[index]!;
    const position = group.factors.indexOf(factor);
    if (position < 0) continue;
    if (group.factors.length === 2)
      sendPair(model.beliefOffsets, group, workspace, position, evidenceOffsets[index]!);
    else sendAny(model.beliefOffsets, group, workspace, position, evidenceOffsets[index]!);
  }
}

// oxlint-disable-next-line max-params -- a kernel, called per factor and iteration
function sendPair(
  beliefOffsets: Int32Array,
  { factors, sizes }: EvidenceGroup,
  { posterior, evidence, messages }: Workspace,
  position: number,
  evidenceOffset: number,
): void {
  const own = beliefOffsets[factors[position]!]!;
  const other = beliefOffsets[factors[1 - position]!]!;
  const ownStride = position === 0 ? sizes[1]! : 1;
  const otherStride = position === 0 ? 1 : sizes[1]!;
  for (let state = 0; state < sizes[position]!; state++) {
    let sum = 0;
    const start = evidenceOffset + state * ownStride;
    for (let peer = 0; peer < sizes[1 - position]!; peer++)
      sum += evidence[start + peer * otherStride]! * posterior[other + peer]!;
    messages[own + state]! += sum;
  }
}

// oxlint-disable-next-line max-params -- a kernel, called per factor and iteration
function sendAny(
  beliefOffsets: Int32Array,
  { factors, jointStateCount, coordinates }: EvidenceGroup,
  { posterior, evidence, messages }: Workspace,
  position: number,
  evidenceOffset: number,
): void {
  const own = beliefOffsets[factors[position]!]!;
  for (let joint = 0; joint < jointStateCount; joint++) {
    let weight = evidence[evidenceOffset + joint]!;
    for (let peer = 0; peer < factors.length; peer++)
      if (peer !== position)
        weight *=
          posterior[beliefOffsets[factors[peer]!]! + coordinates[peer * jointStateCount + joint]!]!;
    messages[own + coordinates[position * jointStateCount + joint]!]! += weight;
  }
}
