import type { CompiledModel } from "@paceline/inference";
import {
  compileProgram,
  createExactSmoother,
  createInferenceAgent,
  createLearningAgent,
  createVariationalFilter,
} from "@paceline/inference";

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
  // What the vectors call beliefs are the filtered ones, also where learning used the smoothed ones.
  const filtered = filterBeliefs(golden, model);
  const inferred =
    params["inference_algo"] === "fpi" ? { beliefs: filtered } : smoothBeliefs(golden, model);
  for (const [factor, expected] of asArrays(golden["beliefs"], "beliefs").entries()) {
    const size = model.states[factor]!.size;
    const start = model.beliefOffsets[factor]!;
    const own = observations.flatMap((_, time) => {
      const first = time * model.beliefOffsets.at(-1)! + start;
      return [...filtered.subarray(first, first + size)];
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
  learner.learnSequence({ observations, actions, ...inferred });
  compareLearned(
    "learned",
    learner,
    { pA: golden["pA_new"], pB: golden["pB_new"], A: golden["A_new"], B: golden["B_new"] },
    comparison,
  );
}

/** Beliefs of an agent that took the same actions. */
function filterBeliefs(golden: GoldenRecord, model: CompiledModel): Float64Array {
  const agent = createInferenceAgent(
    compileProgram(model, {
      numerics: "pymdp-1",
      iterationCountMax: asNumber(readParams(golden)["num_iter"], "num_iter"),
    }),
  );
  const actions = asMatrix(golden["past_actions"], "past_actions");
  return Float64Array.from(
    asMatrix(golden["observations"], "observations").flatMap((observation, time) => {
      agent.inferStates(observation);
      agent.setAction(actions[time] ?? agent.action);
      return [...agent.beliefs];
    }),
  );
}

/** Smoothed beliefs and the joints of successive times. */
function smoothBeliefs(
  golden: GoldenRecord,
  model: CompiledModel,
): { readonly beliefs: Float64Array; readonly joints: readonly Float64Array[] } {
  const params = readParams(golden);
  const observations = asMatrix(golden["observations"], "observations");
  const actions = asMatrix(golden["past_actions"], "past_actions");
  const scope = { stepCountMax: observations.length, numerics: "pymdp-1" } as const;
  const algorithm = String(params["inference_algo"]);
  if (algorithm !== "ovf" && algorithm !== "exact")
    throw new TypeError(`no inference for ${algorithm}`);
  const window =
    algorithm === "exact"
      ? createExactSmoother(model, scope)
      : createVariationalFilter(model, {
          ...scope,
          iterationCountMax: asNumber(params["num_iter"], "num_iter"),
        });
  for (const [time, observation] of observations.entries())
    window.observe(observation, actions[time - 1]);
  window.smooth();
  const factors = [...model.states.keys()];
  return {
    beliefs: Float64Array.from(
      observations.flatMap((_, time) =>
        factors.flatMap((factor) => [...window.smoothed(time, factor)]),
      ),
    ),
    joints: factors.map((factor) =>
      Float64Array.from(actions.flatMap((_, time) => [...window.joint(time, factor)])),
    ),
  };
}
