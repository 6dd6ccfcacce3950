import type { Numerics } from "../numerics.ts";
import { CLIP_FLOOR } from "../numerics.ts";
import type { EvidenceGroup } from "../states/evidence-group.ts";
import type { ObservationSlots } from "../states/read-observation.ts";
import { likelihoodOf } from "../states/update-factors.ts";
import { MISSING } from "../workspace.ts";

/**
 * Floor under probabilities whose logarithm is never averaged with others, so that a zero keeps ruling
 * out: the smallest normal double, ln of which is -708.
 */
export const RULING_OUT_FLOOR = 2 ** -1022;

/**
 * Log likelihood of one observation over the joint states of one group:
 * `target[joint] = Σ_m ln max(A_m[o_m, joint], floor)`. Missing modalities add nothing.
 *
 * Zeros of A over one factor rule its states out. Over several, the logarithm is averaged over beliefs
 * about the others, and there a floor of 2.2e-16 keeps one zero from ruling a state out whatever the
 * others are.
 *
 * @param scratch - at least `jointStateCount` entries, overwritten.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per group and step
export function collectGroupEvidence(
  { tables, jointStateCount, factors }: EvidenceGroup,
  { probabilityMin }: Numerics,
  slots: ObservationSlots,
  target: Float64Array,
  offset: number,
  scratch: Float64Array,
): void {
  const zeroFloor = factors.length === 1 ? RULING_OUT_FLOOR : CLIP_FLOOR;
  const floor = Math.max(probabilityMin, probabilityMin === 0 ? zeroFloor : 0);
  for (let joint = 0; joint < jointStateCount; joint++) target[offset + joint] = 0;
  for (let position = 0; position < tables.length; position++) {
    const table = tables[position]!;
    if (slots.obsIndices[table.modality] === MISSING) continue;
    likelihoodOf(table, slots, jointStateCount, scratch);
    for (let joint = 0; joint < jointStateCount; joint++)
      target[offset + joint]! += Math.log(Math.max(scratch[joint]!, floor));
  }
}

/**
 * Adds what evidence says to one factor of a group, averaged over beliefs about the others:
 * `target[s] += Σ_{joint with s} evidence[joint] Π_others q`.
 *
 * @param position - the factor's place in the group.
 * @param beliefs - beliefs of all factors at one step, from `beliefOffset`.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per factor and step
export function addEvidenceMessage(
  { factors, jointStateCount, coordinates }: EvidenceGroup,
  position: number,
  evidence: Float64Array,
  evidenceOffset: number,
  beliefs: Float64Array,
  beliefOffset: number,
  beliefOffsets: Int32Array,
  target: Float64Array,
): void {
  if (factors.length === 1) {
    for (let state = 0; state < jointStateCount; state++)
      target[state]! += evidence[evidenceOffset + state]!;
    return;
  }
  for (let joint = 0; joint < jointStateCount; joint++) {
    let weight = evidence[evidenceOffset + joint]!;
    for (let peer = 0; peer < factors.length; peer++)
      if (peer !== position)
        weight *=
          beliefs[
            beliefOffset +
              beliefOffsets[factors[peer]!]! +
              coordinates[peer * jointStateCount + joint]!
          ]!;
    target[coordinates[position * jointStateCount + joint]!]! += weight;
  }
}

/** E_q[ln p(o | s)] of one group at one step, in nats. */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per group and step
export function expectEvidence(
  { factors, jointStateCount, coordinates }: EvidenceGroup,
  evidence: Float64Array,
  evidenceOffset: number,
  beliefs: Float64Array,
  beliefOffset: number,
  beliefOffsets: Int32Array,
): number {
  let total = 0;
  for (let joint = 0; joint < jointStateCount; joint++) {
    let weight = evidence[evidenceOffset + joint]!;
    for (let peer = 0; peer < factors.length; peer++)
      weight *=
        beliefs[
          beliefOffset +
            beliefOffsets[factors[peer]!]! +
            coordinates[peer * jointStateCount + joint]!
        ]!;
    total += weight;
  }
  return total;
}
