import { compileProgram, createInferenceAgent, searchRecursively } from "@paceline/inference";

import type { Comparison } from "../comparison.ts";
import type { GoldenRecord } from "../golden-file.ts";
import { asArray, asArrays, asNumber, asNumbers, flatten } from "../golden-file.ts";
import { readGoldenModel, readParams } from "./golden-model.ts";

/** Suite `legacy_sophisticated`: one observation, then pymdp 1.0.2's recursive search. */
export function runRecursiveSearchCase(golden: GoldenRecord, comparison: Comparison): void {
  const params = readParams(golden);
  const program = compileProgram(readGoldenModel(golden), {
    numerics: "pymdp-1-legacy",
    policyPrecision: asNumber(params["si_gamma"], "si_gamma"),
  });
  const agent = createInferenceAgent(program);
  agent.inferStates(asNumbers(golden["observation"], "observation"));
  comparison.close("qs", agent.beliefs, flatten(asArrays(golden["qs"], "qs")));
  const { actionValues, actionPosterior } = searchRecursively(program, agent.beliefs, {
    horizon: asNumber(params["si_horizon"], "si_horizon"),
    actionProbabilityMin: asNumber(
      params["si_policy_prune_threshold"],
      "si_policy_prune_threshold",
    ),
    outcomeProbabilityMin: asNumber(params["si_state_prune_threshold"], "si_state_prune_threshold"),
    prunePenaltyNats: asNumber(params["si_prune_penalty"], "si_prune_penalty"),
  });
  comparison.close("G", actionValues, asArray(golden["G"], "G").data);
  comparison.close("q_pi", actionPosterior, asArray(golden["q_pi"], "q_pi").data);
}
