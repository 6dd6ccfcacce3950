import type { InferenceProgram } from "../inference-program.ts";
import { CLIP_FLOOR } from "../numerics.ts";
import type { Workspace } from "../workspace.ts";
import { STEP_SCALARS } from "../workspace.ts";
import { collectEvidence } from "./collect-evidence.ts";
import { runFixedPoint } from "./fixed-point.ts";
import { proveImpossible } from "./prove-impossible.ts";
import { updateFactors } from "./update-factors.ts";
import { updateJoint } from "./update-joint.ts";

/** Free energy, in nats, below which an observation is surely possible, so that no proof is needed. */
const SURELY_POSSIBLE_NATS = 25;

/**
 * Posterior over all factors from `workspace.priors` and the observation, into `workspace.posterior`;
 * free energy, surprise and flags into the scalars.
 *
 * The rule for an observation that is impossible under the model: for this one update every zero, in
 * the prior and in the likelihood, counts as 2.2e-16, as pymdp 1.x always does. So the belief goes where
 * the fewest zeros stand against it, nothing becomes NaN, `surpriseNats` is Infinity, `isImpossible`
 * is 1, and the free energy is that of the floored model.
 */
export function inferPosterior(program: InferenceProgram, workspace: Workspace): void {
  const { numerics } = program;
  const { scalars } = workspace;
  let isImpossible = false;
  if (program.isFactorised) {
    const isUsable = updateFactors(program, workspace, numerics.probabilityMin);
    if (!isUsable) {
      isImpossible = true;
      updateFactors(program, workspace, CLIP_FLOOR);
    }
  } else if (program.options.stateInference === "joint") {
    isImpossible = !updateJoint(program, workspace);
    if (isImpossible) runFlooredFixedPoint(program, workspace);
  } else {
    collectEvidence(program, workspace);
    runFixedPoint(program, workspace, numerics.probabilityMin);
  }
  // An exact update has proved the observation possible by finding an explanation.
  const isExact =
    numerics.name === "exact" &&
    (program.isFactorised || program.options.stateInference === "joint");
  const isDoubtful =
    !isImpossible && scalars[STEP_SCALARS.freeEnergyNats]! > SURELY_POSSIBLE_NATS && !isExact;
  if (isDoubtful && proveImpossible(program, workspace)) {
    isImpossible = true;
    if (numerics.name === "exact") runFlooredFixedPoint(program, workspace);
  }
  scalars[STEP_SCALARS.isImpossible] = isImpossible ? 1 : 0;
  scalars[STEP_SCALARS.surpriseNats] = isImpossible
    ? Infinity
    : scalars[STEP_SCALARS.freeEnergyNats]!;
}

function runFlooredFixedPoint(program: InferenceProgram, workspace: Workspace): void {
  collectEvidence(program, workspace);
  runFixedPoint(program, workspace, CLIP_FLOOR);
}
