import type { PymdpMessageAgent } from "@paceline/inference";
import { compileProgram, createPymdpMessageAgent } from "@paceline/inference";

import type { Comparison } from "../comparison.ts";
import type { GoldenRecord } from "../golden-file.ts";
import {
  asArray,
  asArrays,
  asList,
  asMatrix,
  asNumber,
  asNumbers,
  asRecord,
  flatten,
} from "../golden-file.ts";
import { readGoldenModel, readParams } from "./golden-model.ts";

/** Suite `mmp`: whole episodes of pymdp 0.0.7.1's marginal message passing agent. */
export function runMessageAgentCase(golden: GoldenRecord, comparison: Comparison): void {
  const agents = { marginal: createAgent(golden, "marginal"), full: createAgent(golden, "full") };
  const observations = asMatrix(golden["observations"], "observations");
  const steps = asList(golden["steps"], "steps").map((step) => asRecord(step, "step"));
  for (const [index, step] of steps.entries()) {
    const name = `step ${index}`;
    const action = agents.marginal.step(observations[index]!);
    checkStep(name, agents.marginal, step, comparison);
    if (step["tie"] !== true)
      comparison.equal(`${name} action`, action, asNumbers(step["action"], "action"));
    const fullAction = agents.full.step(observations[index]!);
    if (step["policy_tie"] !== true)
      comparison.equal(
        `${name} action_full`,
        fullAction,
        asNumbers(step["action_full"], "action_full"),
      );
    const taken = asNumbers(step["action_taken"], "action_taken");
    agents.marginal.setAction(taken);
    agents.full.setAction(taken);
  }
}

function createAgent(golden: GoldenRecord, sampling: "marginal" | "full"): PymdpMessageAgent {
  const params = readParams(golden);
  const program = compileProgram(readGoldenModel(golden), {
    numerics: "pymdp-legacy",
    sampling,
    policyPrecision: asNumber(params["gamma"], "gamma"),
    actionPrecision: asNumber(params["alpha"], "alpha"),
    policyLength: asNumber(params["policy_len"], "policy_len"),
    usesUtility: params["use_utility"] === true,
    usesStateInformationGain: params["use_states_info_gain"] === true,
    ...(golden["E"] === null || golden["E"] === undefined
      ? {}
      : { habit: asArray(golden["E"], "E").data }),
    ...(golden["policies"] === undefined
      ? {}
      : {
          policies: asList(golden["policies"], "policies").map((policy) =>
            asMatrix(policy, "policy"),
          ),
        }),
  });
  return createPymdpMessageAgent(program, {
    windowLength: asNumber(params["inference_horizon"], "inference_horizon"),
    prior: params["policy_sep_prior"] === true ? "per-policy" : "averaged",
    iterationCount: asNumber(params["num_iter"], "num_iter"),
    update: params["grad_descent"] === true ? "gradient" : "jump",
    stepSize: asNumber(params["tau"], "tau"),
  });
}

function checkStep(
  name: string,
  agent: PymdpMessageAgent,
  step: GoldenRecord,
  comparison: Comparison,
): void {
  const close = (field: string, actual: ArrayLike<number>, expected: ArrayLike<number>): void =>
    comparison.close(`${name} ${field}`, actual, expected);
  const { workspace, program } = agent;
  // Per factor, or per policy and then factor.
  const latest = asList(step["latest_belief"], "latest_belief");
  const expectedPrior = Array.isArray(latest[0])
    ? latest.flatMap((belief) => flatten(asArrays(belief, "latest_belief")))
    : flatten(asArrays(latest, "latest_belief"));
  close("latest_belief", agent.prior, expectedPrior);
  for (const [policy, times] of asList(step["qs"], "qs").entries()) {
    const expected = asList(times, "qs").map((beliefs) => flatten(asArrays(beliefs, "qs")));
    comparison.equal(`${name} qs length`, agent.stepCount, expected.length);
    for (const [time, belief] of expected.entries())
      close(`qs[${policy}][${time}]`, agent.belief(policy, time), belief);
  }
  close("F", agent.freeEnergies, asArray(step["F"], "F").data);
  close("G", workspace.policyValues, asArray(step["G"], "G").data);
  close("q_pi", workspace.policyPosterior, asArray(step["q_pi"], "q_pi").data);
  close(
    "action_marginals",
    workspace.actionMarginals,
    flatten(asArrays(step["action_marginals"], "action_marginals")),
  );
  close(
    "p_actions_stochastic",
    program.model.controls.flatMap((_, control) => sharpened(agent, control)),
    flatten(asArrays(step["p_actions_stochastic"], "p_actions_stochastic")),
  );
}

/** σ(α ln(p + ε)) of one control's marginal, as stochastic selection would draw from it. */
function sharpened({ program, workspace }: PymdpMessageAgent, control: number): readonly number[] {
  const { actionMarginals, actionOffsets } = workspace;
  const logWeights = [
    ...actionMarginals.subarray(actionOffsets[control], actionOffsets[control + 1]),
  ].map((marginal) => program.options.actionPrecision * Math.log(marginal + 1e-16));
  const largest = Math.max(...logWeights);
  const weights = logWeights.map((weight) => Math.exp(weight - largest));
  const sum = weights.reduce((left, right) => left + right);
  return weights.map((weight) => weight / sum);
}
