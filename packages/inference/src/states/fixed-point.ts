import type { InferenceProgram } from "../inference-program.ts";
import type { Workspace } from "../workspace.ts";
import { STEP_SCALARS } from "../workspace.ts";
import { sendMessages } from "./send-messages.ts";
import { measureFreeEnergy } from "./measure-free-energy.ts";

/**
 * Mean-field fixed point over several factors:
 *
 *     q_f ∝ exp( Σ_m E_{q without f}[ln A_m[o_m, ·]] + ln prior_f )
 *
 * In exact numerics one factor after the other is set to its optimum given the others, starting from
 * the prior, which can only lower the free energy. The pymdp conventions start from uniform beliefs and
 * update all factors at once from the same beliefs.
 *
 * Leaves the posterior in `workspace.posterior`, and free energy and iteration count in the scalars.
 *
 * @param priorMin - floor under prior probabilities.
 *
 * @see pymdp 0.0.7.1, `algos/fpi.py`, `run_vanilla_fpi`; pymdp 1.0.2, `algos.py`, `run_factorized_fpi`.
 */
export function runFixedPoint(
  program: InferenceProgram,
  workspace: Workspace,
  priorMin: number,
): void {
  const { numerics, model } = program;
  const { scalars, posterior, priors, logPriors } = workspace;
  const isCoordinate = numerics.fixedPoint === "coordinate";
  for (let state = 0; state < priors.length; state++)
    logPriors[state] = Math.log(Math.max(priors[state]!, priorMin) + numerics.logOffset);
  for (let factor = 0; factor < model.states.length; factor++) {
    const end = model.beliefOffsets[factor + 1]!;
    const start = model.beliefOffsets[factor]!;
    for (let state = start; state < end; state++)
      posterior[state] = isCoordinate ? priors[state]! : 1 / (end - start);
  }

  const isStopping = numerics.freeEnergyToleranceNats > 0;
  let iterationCount = 0;
  let change = Infinity;
  if (isStopping) measureFreeEnergy(program, workspace, isCoordinate);
  while (
    iterationCount < numerics.iterationCountMax &&
    change >= numerics.freeEnergyToleranceNats
  ) {
    if (isCoordinate) sweepFactors(program, workspace);
    else updateTogether(program, workspace);
    iterationCount++;
    if (!isStopping) continue;
    const before = scalars[STEP_SCALARS.freeEnergyNats]!;
    measureFreeEnergy(program, workspace, true);
    change = Math.abs(before - scalars[STEP_SCALARS.freeEnergyNats]!);
  }
  if (!isStopping) measureFreeEnergy(program, workspace, true);
  scalars[STEP_SCALARS.iterationCount] = iterationCount;
}

function sweepFactors(program: InferenceProgram, workspace: Workspace): void {
  for (let factor = 0; factor < program.model.states.length; factor++) {
    sendMessages(program, workspace, factor);
    applyMessages(program, workspace, factor);
  }
}

function updateTogether(program: InferenceProgram, workspace: Workspace): void {
  for (let factor = 0; factor < program.model.states.length; factor++)
    sendMessages(program, workspace, factor);
  for (let factor = 0; factor < program.model.states.length; factor++)
    applyMessages(program, workspace, factor);
}

/** Posterior of one factor: softmax of what it was told plus its log prior. */
function applyMessages(
  { model }: InferenceProgram,
  { messages, logPriors, posterior }: Workspace,
  factor: number,
): void {
  const start = model.beliefOffsets[factor]!;
  const end = model.beliefOffsets[factor + 1]!;
  let largest = -Infinity;
  for (let state = start; state < end; state++) {
    const value = messages[state]! + logPriors[state]!;
    messages[state] = value;
    if (value > largest) largest = value;
  }
  let sum = 0;
  for (let state = start; state < end; state++) {
    const weight = Math.exp(messages[state]! - largest);
    posterior[state] = weight;
    sum += weight;
  }
  const scale = 1 / sum;
  for (let state = start; state < end; state++) posterior[state]! *= scale;
}
