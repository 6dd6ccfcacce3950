import type { InferenceAgent, InferenceOptions } from "@paceline/inference";
import { compileProgram, createInferenceAgent, createLearningAgent } from "@paceline/inference";

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

/** Suite `legacy_factorized`: the NumPy code of pymdp 1.0.2 with sparse dependencies. */
export function runLegacyFactorisedCase(golden: GoldenRecord, comparison: Comparison): void {
  const params = readParams(golden);
  const agent = createInferenceAgent(
    compileProgram(readGoldenModel(golden), {
      ...readCommonOptions(golden),
      numerics: "pymdp-1-legacy",
      freeEnergyToleranceNats: asNumber(params["dF_tol"], "dF_tol"),
    }),
  );
  playEpisode(golden, agent, comparison);
}

/** Suite `modern_fpi`: the JAX code of pymdp 1.0.2, with novelty and inductive value. */
export function runModernCase(golden: GoldenRecord, comparison: Comparison): void {
  const params = readParams(golden);
  const usesGain = params["use_param_info_gain"] === true;
  const { inference } = createLearningAgent(readGoldenModel(golden), {
    ...readCommonOptions(golden),
    ...(params["use_inductive"] === true
      ? {
          inductive: {
            goals: asArrays(golden["H"], "H").map(({ data }) => data),
            depth: asNumber(params["inductive_depth"], "inductive_depth"),
            probabilityMin: asNumber(params["inductive_threshold"], "inductive_threshold"),
            aversion: asNumber(params["inductive_epsilon"], "inductive_epsilon"),
          },
        }
      : {}),
    numerics: "pymdp-1",
    learning: {
      likelihood: { counts: asArrays(golden["pA"], "pA") },
      transition: { counts: asArrays(golden["pB"], "pB") },
      usesLikelihoodInformationGain: usesGain,
      usesTransitionInformationGain: usesGain,
    },
  });
  if (golden["I"] !== undefined)
    for (const [factor, { data }] of asArrays(golden["I"], "I").entries())
      comparison.equal(`I[${factor}]`, inference.program.inductive!.reachable[factor]!, data);
  playEpisode(golden, inference, comparison);
}

function readCommonOptions(golden: GoldenRecord): InferenceOptions {
  const params = readParams(golden);
  return {
    policyPrecision: asNumber(params["gamma"], "gamma"),
    actionPrecision: asNumber(params["alpha"], "alpha"),
    policyLength: asNumber(params["policy_len"], "policy_len"),
    iterationCountMax: asNumber(params["num_iter"], "num_iter"),
    ...(golden["policies"] === undefined
      ? {}
      : {
          policies: asList(golden["policies"], "policies").map((policy) =>
            asMatrix(policy, "policy"),
          ),
        }),
  };
}

function playEpisode(golden: GoldenRecord, agent: InferenceAgent, comparison: Comparison): void {
  const observations = asMatrix(golden["observations"], "observations");
  const steps = asList(golden["steps"], "steps").map((step) => asRecord(step, "step"));
  for (const [index, step] of steps.entries()) {
    agent.step(observations[index]!);
    checkStep(`step ${index}`, agent, step, comparison);
    agent.setAction(asNumbers(step["action_taken"], "action_taken"));
  }
}

/** Compares the fields that a step of these suites has. */
function checkStep(
  name: string,
  agent: InferenceAgent,
  step: GoldenRecord,
  comparison: Comparison,
): void {
  const { result } = agent;
  const marginals = agent.program.model.controls.flatMap((_, control) => [
    ...result.actionMarginal(control),
  ]);
  const close = (field: string, actual: ArrayLike<number>, expected: readonly number[]): void => {
    if (step[field] !== undefined) comparison.close(`${name} ${field}`, actual, expected);
  };
  close("qs", agent.beliefs, flatten(asArrays(step["qs"], "qs")));
  close("action_marginals", marginals, flatten(asArrays(step["action_marginals"], "marginals")));
  close("q_pi", result.policyPosterior, asArray(step["q_pi"], "q_pi").data);
  if (step["empirical_prior"] !== undefined)
    close("empirical_prior", result.priors, flatten(asArrays(step["empirical_prior"], "prior")));
  if (step["vfe"] !== undefined)
    close("vfe", [result.freeEnergyNats], [asNumber(step["vfe"], "vfe")]);
  for (const field of ["G", "neg_efe"])
    if (step[field] !== undefined)
      close(field, result.policyValues, asArray(step[field], field).data);
  if (step["tie"] === true) return;
  // Deterministic marginal selection takes the first largest, so without a tie it is the largest.
  for (const [control, marginal] of asArrays(step["action_marginals"], "marginals").entries())
    comparison.equal(
      `${name} action[${control}]`,
      agent.action[control]!,
      marginal.data.indexOf(Math.max(...marginal.data)),
    );
}
