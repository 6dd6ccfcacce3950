import {
  compareReducedPrior,
  compileModel,
  compileProgram,
  createControllableTransition,
  createInferenceAgent,
  createStillTransition,
  createUniformColumns,
  dirichletDivergence,
  enumeratePolicies,
  NUMERICS,
  policyAt,
} from "@paceline/inference";

import { sharpen } from "../../../src/actions/select-index.ts";
import { fillInformationPerCount } from "../../../src/learning/information-per-count.ts";
import { readLogPreferences } from "../../../src/policies/log-preferences.ts";
import { combineBeliefs } from "../../../src/states/combine-beliefs.ts";
import { multiplyRows } from "../../../src/states/multiply-rows.ts";
import {
  asArray,
  asArrays,
  asList,
  asMatrix,
  asNumber,
  asNumbers,
  flatten,
} from "../golden-file.ts";
import type { CaseRunner } from "../suite.ts";

const exp = (value: number): number => Math.exp(value);

/** Softmax is what turns preferences into probabilities; its logarithm is what the engine computes. */
const runSoftmax: CaseRunner = (golden, comparison) => {
  const { data } = asArray(golden["x"], "x");
  const preference = { obsCount: data.length, stepCount: 1, values: Float64Array.from(data) };
  const logs = readLogPreferences(preference, 0, NUMERICS.exact);
  comparison.close("softmax", logs.map(exp), asArray(golden["y"], "y").data);
};

/** ln(x + ε), read back from a selection with precision 1: σ(ln(x + ε)) is (x + ε) normalised. */
const runLogOffset: CaseRunner = (golden, comparison) => {
  const { data } = asArray(golden["x"], "x");
  const expected = asArray(golden["y"], "y").data.map(exp);
  const sum = expected.reduce((left, right) => left + right);
  const actual = new Float64Array(data.length);
  sharpen(Float64Array.from(data), 0, data.length, 1, NUMERICS["pymdp-legacy"], actual);
  for (const [index, value] of expected.entries())
    comparison.close(`log[${index}]`, Math.log(actual[index]! * sum), Math.log(value));
};

/** Information gain of one predicted belief: that of the only policy when nothing moves. */
const runInformationGain: CaseRunner = (golden, comparison) => {
  const beliefs = asArrays(golden["qs"], "qs");
  const model = compileModel({
    likelihood: asArrays(golden["A"], "A"),
    transition: beliefs.map(({ data }) => createStillTransition(data.length)),
    prior: beliefs,
  });
  const agent = createInferenceAgent(compileProgram(model, { numerics: "pymdp-legacy" }));
  agent.step(model.observations.map(() => null));
  comparison.close("gain", agent.result.stateInformationGain, [asNumber(golden["value"], "value")]);
};

const runInformationPerCount =
  (formula: "exact" | "approximate"): CaseRunner =>
  (golden, comparison) => {
    const { shape, data } = asArray(golden["pA"], "pA");
    const [levelCount, columnCount] = [shape[0]!, shape[1]!];
    const gains = new Float64Array(data.length);
    for (let column = 0; column < columnCount; column++)
      fillInformationPerCount(
        { counts: Float64Array.from(data), levelCount, columnCount },
        column,
        formula,
        gains,
      );
    // pymdp's w is the cost of a count, ours the gain.
    comparison.close(
      "wnorm",
      gains.map((gain) => -gain),
      asArray(golden["y"], "y").data,
    );
  };

const runReducedPrior: CaseRunner = (golden, comparison) => {
  const [posterior, prior, reduced] = asArrays([golden["q"], golden["p"], golden["r"]], "counts");
  const evidence = compareReducedPrior(posterior!.data, prior!.data, reduced!.data);
  comparison.close("F", evidence.freeEnergyChangeNats, asNumber(golden["F"], "F"));
  comparison.close("s", evidence.reducedPosterior, asArray(golden["s"], "s").data);
};

const runPolicies: CaseRunner = (golden, comparison) => {
  const controlCounts = asNumbers(golden["num_controls"], "num_controls");
  const model = compileModel({
    likelihood: [createUniformColumns([2, ...controlCounts])],
    transition: controlCounts.map((count) => createControllableTransition(count)),
  });
  const table = enumeratePolicies(model, asNumber(golden["policy_len"], "policy_len"), 1000);
  const expected = asList(golden["policies"], "policies").map((policy) =>
    asMatrix(policy, "policy"),
  );
  comparison.equal("count", table.policyCount, expected.length);
  for (const [index, policy] of expected.entries())
    comparison.equal(`policy ${index}`, policyAt(table, index).flat(), policy.flat());
};

/** Contraction of a tensor with beliefs over its last axes: rows times their joint belief. */
const runDot: CaseRunner = (golden, comparison) => {
  const { shape, data } = asArray(golden["X"], "X");
  const beliefs = asArrays(golden["x"], "x");
  const sizes = beliefs.map(({ data: belief }) => belief.length);
  const columnCount = sizes.reduce((left, right) => left * right);
  const offsets = Int32Array.from(sizes, (_, index) =>
    sizes.slice(0, index).reduce((left, right) => left + right, 0),
  );
  const joint = new Float64Array(columnCount);
  combineBeliefs(Float64Array.from(flatten(beliefs)), offsets, 0, sizes, joint);
  const target = new Float64Array(data.length / columnCount);
  multiplyRows(Float64Array.from(data), 0, target.length, columnCount, joint, 0, target, 0);
  comparison.close(`dot ${shape.join("x")}`, target, asArray(golden["y"], "y").data);
};

const runControllable: CaseRunner = (golden, comparison) => {
  const stateCounts = asNumbers(golden["num_states"], "num_states");
  for (const [factor, expected] of asArrays(golden["B"], "B").entries())
    comparison.equal(
      `B[${factor}]`,
      createControllableTransition(stateCounts[factor]!).data,
      expected.data,
    );
};

const runDivergence: CaseRunner = (golden, comparison) => {
  const left = asArray(golden["q"], "q");
  const right = asArray(golden["p"], "p");
  const actual = dirichletDivergence(left.data, right.data, left.shape[1] ?? 1);
  comparison.close("kl", actual, asNumber(golden["kl"], "kl"));
};

/** Runners of the function-level vectors of pymdp 0.0.7.1. */
export const MATHS_RUNNERS: Readonly<Record<string, CaseRunner>> = {
  softmax: runSoftmax,
  log_eps: runLogOffset,
  states_info_gain_joint: runInformationGain,
  wnorm: runInformationPerCount("approximate"),
  dirichlet_log_evidence: runReducedPrior,
  construct_policies: runPolicies,
  spm_dot: runDot,
  construct_controllable_B: runControllable,
};

/** Runners of the function-level vectors of pymdp 1.0.2. */
export const MODERN_MATHS_RUNNERS: Readonly<Record<string, CaseRunner>> = {
  exact_wnorm: runInformationPerCount("exact"),
  dirichlet_kl: runDivergence,
};
