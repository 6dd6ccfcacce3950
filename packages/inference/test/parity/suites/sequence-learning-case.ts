import { compileProgram, createInferenceAgent, createLearningAgent } from "@paceline/inference";

import type { Comparison } from "../comparison.ts";
import type { GoldenRecord } from "../golden-file.ts";
import { asArrays, asMatrix, asNumber } from "../golden-file.ts";
import { compareLearned } from "./compare-learned.ts";
import { readGoldenModel, readParams } from "./golden-model.ts";

/**
 * Suite `modern_learning`: pA and pB learned from a whole sequence, as pymdp 1.0.2 does after smoothing
 * it or, with `fpi`, after filtering it.
 */
export function runSequenceLearningCase(golden: GoldenRecord, comparison: Comparison): void {
  const params = readParams(golden);
  const model = readGoldenModel(golden);
  const observations = asMatrix(golden["observations"], "observations");
  const actions = asMatrix(golden["past_actions"], "past_actions");
  if (params["inference_algo"] !== "fpi")
    throw new TypeError(`no inference for ${String(params["inference_algo"])}`);

  const agent = createInferenceAgent(
    compileProgram(model, {
      numerics: "pymdp-1",
      iterationCountMax: asNumber(params["num_iter"], "num_iter"),
    }),
  );
  const beliefs = observations.flatMap((observation, time) => {
    agent.inferStates(observation);
    agent.setAction(actions[time] ?? agent.action);
    return [...agent.beliefs];
  });
  for (const [factor, expected] of asArrays(golden["beliefs"], "beliefs").entries()) {
    const size = model.states[factor]!.size;
    const start = model.beliefOffsets[factor]!;
    const own = observations.flatMap((_, time) => {
      const first = time * model.beliefOffsets.at(-1)! + start;
      return beliefs.slice(first, first + size);
    });
    comparison.close(`beliefs[${factor}]`, own, expected.data);
  }

  const learner = createLearningAgent(model, {
    numerics: "pymdp-1",
    learning: {
      likelihood: {
        counts: asArrays(golden["pA"], "pA"),
        rate: asNumber(params["lr_pA"], "lr_pA"),
      },
      transition: {
        counts: asArrays(golden["pB"], "pB"),
        rate: asNumber(params["lr_pB"], "lr_pB"),
      },
    },
  });
  learner.learnSequence({ observations, actions, beliefs: Float64Array.from(beliefs) });
  compareLearned(
    "learned",
    learner,
    { pA: golden["pA_new"], pB: golden["pB_new"], A: golden["A_new"], B: golden["B_new"] },
    comparison,
  );
}
