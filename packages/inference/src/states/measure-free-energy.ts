import type { InferenceProgram } from "../inference-program.ts";
import type { Workspace } from "../workspace.ts";
import { STEP_SCALARS } from "../workspace.ts";

/**
 * Variational free energy of the beliefs in `workspace.posterior`, in nats, into the scalars:
 *
 *     F = Σ_f Σ_s q_f (ln w(q_f) - ln prior_f) - E_q[ln p(o | s)]
 *
 * @param isEvidenceCounted - false leaves the last term out; pymdp 0.0.7.1 starts its iteration so.
 */
export function measureFreeEnergy(
  { model, numerics, evidenceGroups }: InferenceProgram,
  { posterior, logPriors, evidence, evidenceOffsets, scalars }: Workspace,
  isEvidenceCounted: boolean,
): void {
  const { probabilityMin, logOffset } = numerics;
  let total = 0;
  for (let state = 0; state < posterior.length; state++) {
    const belief = posterior[state]!;
    // Zero times the logarithm of zero is zero; floating point would say NaN.
    if (belief > 0)
      total +=
        belief * (Math.log(Math.max(belief, probabilityMin) + logOffset) - logPriors[state]!);
  }
  const groupCount = isEvidenceCounted ? evidenceGroups.length : 0;
  for (let index = 0; index < groupCount; index++) {
    const { factors, jointStateCount, coordinates } = evidenceGroups[index]!;
    for (let joint = 0; joint < jointStateCount; joint++) {
      let weight = evidence[evidenceOffsets[index]! + joint]!;
      for (let position = 0; position < factors.length; position++)
        weight *=
          posterior[
            model.beliefOffsets[factors[position]!]! +
              coordinates[position * jointStateCount + joint]!
          ]!;
      total -= weight;
    }
  }
  scalars[STEP_SCALARS.freeEnergyNats] = total;
}
