import type { InferenceOptions, LearningAgent, LearningOptions } from "@paceline/inference";
import { createLearningAgent } from "@paceline/inference";

import type { Comparison } from "../comparison.ts";
import type { GoldenArray, GoldenRecord } from "../golden-file.ts";
import { asArrays, asList, asMatrix, asNumber, asNumbers, asRecord } from "../golden-file.ts";
import { checkStep, readAgentOptions } from "./agent-case.ts";
import { compareLearned } from "./compare-learned.ts";
import { readGoldenModel } from "./golden-model.ts";

/** Suite `learning`: episodes of pymdp 0.0.7.1 in which pA, pB and pD are learned at every step. */
export function runLearningCase(golden: GoldenRecord, comparison: Comparison): void {
  const agents = [
    createGoldenLearner(golden, {}),
    // The vectors list terms that the case leaves out of G, so they are read where every term is in use.
    createGoldenLearner(golden, { usesUtility: true, usesStateInformationGain: true }),
  ] as const;
  const [agent, termAgent] = agents;
  const observations = asMatrix(golden["observations"], "observations");
  const steps = asList(golden["steps"], "steps").map((step) => asRecord(step, "step"));
  for (const [index, step] of steps.entries()) {
    const name = `step ${index}`;
    for (const each of agents) {
      each.inferStates(observations[index]!);
      each.inference.inferPolicies();
      each.inference.selectAction();
    }
    checkStep(name, agent.inference, step, comparison);
    checkTerms(name, termAgent, step, comparison);
    if (step["tie"] !== true)
      comparison.equal(
        `${name} action`,
        agent.inference.action,
        asNumbers(step["action"], "action"),
      );
    for (const each of agents) {
      each.learn();
      each.inference.setAction(asNumbers(step["action_taken"], "action_taken"));
    }
    compareLearned(name, agent, asRecord(step["learned"] ?? {}, "learned"), comparison);
  }
}

function createGoldenLearner(golden: GoldenRecord, overrides: InferenceOptions): LearningAgent {
  const options = { ...readAgentOptions(golden, {}), ...overrides };
  return createLearningAgent(readGoldenModel(golden), {
    ...options,
    learning: readLearning(golden),
  });
}

function readLearning(golden: GoldenRecord): LearningOptions {
  const learning = asRecord(golden["learning"], "learning");
  const usesGain = asRecord(golden["params"], "params")["use_param_info_gain"] === true;
  const counts = (
    name: string,
    rate: string,
  ): { counts: readonly GoldenArray[]; rate: number } => ({
    counts: asArrays(learning[name], name),
    rate: asNumber(learning[rate] ?? 1, rate),
  });
  const has = (name: string): boolean => learning[name] !== undefined && learning[name] !== null;
  const subset = (name: string): readonly number[] | null =>
    has(name) && learning[name] !== "all" ? asNumbers(learning[name], name) : null;
  const modalities = subset("modalities_to_learn");
  const factors = subset("factors_to_learn");
  return {
    ...(has("pA")
      ? { likelihood: { ...counts("pA", "lr_pA"), ...(modalities === null ? {} : { modalities }) } }
      : {}),
    ...(has("pB")
      ? { transition: { ...counts("pB", "lr_pB"), ...(factors === null ? {} : { factors }) } }
      : {}),
    ...(has("pD") ? { prior: counts("pD", "lr_pD") } : {}),
    usesLikelihoodInformationGain: usesGain && has("pA"),
    usesTransitionInformationGain: usesGain && has("pB"),
  };
}

function checkTerms(
  name: string,
  { inference: { result } }: LearningAgent,
  step: GoldenRecord,
  comparison: Comparison,
): void {
  const terms = asRecord(step["terms"] ?? {}, "terms");
  const actual: Readonly<Record<string, ArrayLike<number>>> = {
    utility: result.utility,
    states_info_gain: result.stateInformationGain,
    pA_info_gain: result.likelihoodInformationGain,
    pB_info_gain: result.transitionInformationGain,
  };
  for (const [term, expected] of Object.entries(terms))
    comparison.close(
      `${name} terms.${term}`,
      actual[term] ?? [],
      asArrays([expected], term)[0]!.data,
    );
}
