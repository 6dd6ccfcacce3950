import type { InferenceAgent, InferenceOptions, InferenceProgram } from "@paceline/inference";
import {
  compileProgram,
  createInferenceAgent,
  enumeratePolicies,
  policyAt,
} from "@paceline/inference";

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

/**
 * Suites `core` and `seed_models`: whole episodes of pymdp 0.0.7.1. Three agents take the same steps:
 * one deterministic, one that takes whole policies, one stochastic whose selection probabilities are read.
 */
export function runAgentCase(golden: GoldenRecord, comparison: Comparison): void {
  const program = compileGoldenProgram(golden, { sampling: "marginal" });
  checkPolicies(golden, program, comparison);
  const agent = createInferenceAgent(program);
  // The vectors list terms that the case leaves out of G, so they are read where every term is in use.
  const termAgent = createInferenceAgent(
    compileGoldenProgram(golden, { usesUtility: true, usesStateInformationGain: true }),
  );
  const fullAgent = createInferenceAgent(compileGoldenProgram(golden, { sampling: "full" }));
  const observations = asMatrix(golden["observations"], "observations");
  const steps = asList(golden["steps"], "steps").map((step) => asRecord(step, "step"));
  for (const [index, step] of steps.entries()) {
    const name = `step ${index}`;
    const action = Array.from(agent.step(observations[index]!));
    checkStep(name, agent, step, comparison);
    if (step["tie"] !== true)
      comparison.equal(`${name} action`, action, asNumbers(step["action"], "action"));
    const fullAction = fullAgent.step(observations[index]!);
    if (step["policy_tie"] !== true)
      comparison.equal(
        `${name} action_full`,
        fullAction,
        asNumbers(step["action_full"], "action_full"),
      );
    termAgent.step(observations[index]!);
    checkTerms(name, termAgent, step, comparison);
    const taken = asNumbers(step["action_taken"], "action_taken");
    agent.setAction(taken);
    fullAgent.setAction(taken);
    termAgent.setAction(taken);
  }
}

function compileGoldenProgram(golden: GoldenRecord, overrides: InferenceOptions): InferenceProgram {
  return compileProgram(readGoldenModel(golden), readAgentOptions(golden, overrides));
}

/** Options of an agent of pymdp 0.0.7.1, from a golden case. */
export function readAgentOptions(
  golden: GoldenRecord,
  overrides: InferenceOptions,
): InferenceOptions {
  const params = readParams(golden);
  return {
    numerics: "pymdp-legacy",
    policyPrecision: asNumber(params["gamma"], "gamma"),
    actionPrecision: asNumber(params["alpha"], "alpha"),
    policyLength: asNumber(params["policy_len"], "policy_len"),
    usesUtility: params["use_utility"] === true,
    usesStateInformationGain: params["use_states_info_gain"] === true,
    iterationCountMax: asNumber(params["num_iter"], "num_iter"),
    freeEnergyToleranceNats: asNumber(params["dF_tol"], "dF_tol"),
    ...(golden["policies"] === undefined
      ? {}
      : {
          policies: asList(golden["policies"], "policies").map((policy) =>
            asMatrix(policy, "policy"),
          ),
        }),
    ...overrides,
    ...(golden["E"] === null || golden["E"] === undefined
      ? {}
      : { habit: asArray(golden["E"], "E").data }),
  };
}

/** Policies are enumerated in the golden order: given written out, or by their first and last. */
function checkPolicies(
  golden: GoldenRecord,
  program: InferenceProgram,
  comparison: Comparison,
): void {
  if (golden["policies_first_last"] === undefined) return;
  const { policyLength, policyCount } = program.policies;
  const table = enumeratePolicies(program.model, policyLength, policyCount);
  comparison.equal(
    "num_policies",
    table.policyCount,
    asNumber(golden["num_policies"], "num_policies"),
  );
  const [first, last] = asList(golden["policies_first_last"], "policies_first_last");
  comparison.equal("first policy", policyAt(table, 0).flat(), asMatrix(first, "policy").flat());
  comparison.equal(
    "last policy",
    policyAt(table, policyCount - 1).flat(),
    asMatrix(last, "policy").flat(),
  );
}

/** Compares everything that one step of an agent leaves behind, but for the action and the terms. */
export function checkStep(
  name: string,
  agent: InferenceAgent,
  step: GoldenRecord,
  comparison: Comparison,
): void {
  const { result } = agent;
  const close = (
    field: string,
    actual: ArrayLike<number> | number,
    expected: ArrayLike<number> | number,
  ): void => comparison.close(`${name} ${field}`, actual, expected);
  close(
    "empirical_prior",
    result.priors,
    flatten(asArrays(step["empirical_prior"], "empirical_prior")),
  );
  close("qs", agent.beliefs, flatten(asArrays(step["qs"], "qs")));
  comparison.equal(
    `${name} fpi_iterations`,
    result.iterationCount,
    asNumber(step["fpi_iterations"], "fpi_iterations"),
  );
  close("F", result.freeEnergyNats, asNumber(step["F"], "F"));
  close("G", result.policyValues, asArray(step["G"], "G").data);
  close("q_pi", result.policyPosterior, asArray(step["q_pi"], "q_pi").data);
  const marginals = agent.program.model.controls.map((_, control) =>
    result.actionMarginal(control),
  );
  const expected = asArrays(step["action_marginals"], "action_marginals");
  close(
    "action_marginals",
    marginals.flatMap((marginal) => [...marginal]),
    flatten(expected),
  );
  const stochastic = agent.program.model.controls.map((_, control) =>
    result.actionProbabilities(control),
  );
  const expectedStochastic = asArrays(step["p_actions_stochastic"], "p_actions_stochastic");
  close(
    "p_actions_stochastic",
    stochastic.flatMap((p) => [...p]),
    flatten(expectedStochastic),
  );
}

function checkTerms(
  name: string,
  { result }: InferenceAgent,
  step: GoldenRecord,
  comparison: Comparison,
): void {
  if (step["terms"] === undefined) return;
  const actual: Readonly<Record<string, ArrayLike<number>>> = {
    utility: result.utility,
    states_info_gain: result.stateInformationGain,
  };
  for (const [term, expected] of Object.entries(asRecord(step["terms"], "terms")))
    comparison.close(`${name} terms.${term}`, actual[term] ?? [], asArray(expected, term).data);
}
