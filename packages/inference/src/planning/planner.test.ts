import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { likelihoodOf, listJointStates, transitionOf } from "../../test/oracle/enumerate-paths.ts";
import { createRandom, createRandomModel, MODEL_SHAPES } from "../../test/oracle/random-model.ts";
import { relabelStates } from "../../test/oracle/relabel-states.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { compileProgram } from "../inference-program.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import { compileModel } from "../model/compile-model.ts";
import { createPlanner } from "./planner.ts";
import { searchRecursively } from "./recursive-search.ts";

const EVERYTHING = {
  nodeCountMax: 20_000,
  branchCountMax: 256,
  actionProbabilityMin: 0,
  outcomeProbabilityMin: 0,
} as const;

/** Models in which each modality depends on one factor, so that beliefs after any observation are exact. */
const EXACT_SHAPES = ["one factor", "two independent factors"] as const;

/** All factors' priors, one after the other. */
const priorsOf = ({ priors }: CompiledModel): Float64Array =>
  Float64Array.from(priors.flatMap((prior) => [...prior]));

function createProgram(name: string, seed: number, options = {}): InferenceProgram {
  const model = createRandomModel(
    { ...MODEL_SHAPES[name]!, zeroRatio: 0.2, preferenceRange: 2 },
    createRandom(seed),
  );
  return compileProgram(model, { policyPrecision: 2, ...options });
}

/**
 * Full-tree expectimax on joint distributions over states, straight from the model's definition: no
 * factorised beliefs, no engine.
 */
function expectimax(
  program: InferenceProgram,
  belief: readonly number[],
  remaining: number,
  backup: "expected" | "best",
): readonly number[] {
  const { model, policies, options, logHabit } = program;
  const joints = listJointStates(model.states.map(({ size }) => size));
  const outcomes = listJointStates(model.observations.map(({ size }) => size));
  return Array.from({ length: policies.policyCount }, (_, policy) => {
    const actions = [...policies.actions].slice(
      policy * policies.controlCount,
      (policy + 1) * policies.controlCount,
    );
    const predicted = joints.map((to) =>
      joints.reduce(
        (sum, from, index) => sum + belief[index]! * transitionOf(model, { from, to }, actions),
        0,
      ),
    );
    let value = 0;
    for (const [index, joint] of joints.entries())
      for (const outcome of outcomes) {
        const likelihood = likelihoodOf(model, joint, outcome);
        if (likelihood > 0) value += predicted[index]! * likelihood * Math.log(likelihood);
      }
    for (const outcome of outcomes) {
      const weights = joints.map(
        (joint, index) => predicted[index]! * likelihoodOf(model, joint, outcome),
      );
      const probability = weights.reduce((a, b) => a + b);
      if (probability === 0) continue;
      value += probability * (preferenceFor(model, outcome) - Math.log(probability));
      if (remaining === 1) continue;
      const posterior = weights.map((weight) => weight / probability);
      const next = expectimax(program, posterior, remaining - 1, backup);
      if (backup === "best") value += probability * Math.max(...next);
      else {
        const logits = next.map((g, action) => options.policyPrecision * g + logHabit[action]!);
        const largest = Math.max(...logits);
        const terms = logits.map((logit) => Math.exp(logit - largest));
        const sum = terms.reduce((a, b) => a + b);
        value +=
          probability * next.reduce((total, g, action) => total + (terms[action]! / sum) * g, 0);
      }
    }
    return value;
  });
}

/** Σ_m ln σ(C_m)[o_m]. */
const preferenceFor = ({ preferences }: CompiledModel, outcome: readonly number[]): number =>
  preferences.reduce((sum, { values }, modality) => {
    const total = values.reduce((a, value) => a + Math.exp(value), 0);
    return sum + values[outcome[modality]!]! - Math.log(total);
  }, 0);

const jointOf = ({ priors, states }: CompiledModel): readonly number[] =>
  listJointStates(states.map(({ size }) => size)).map((joint) =>
    joint.reduce((product, state, factor) => product * priors[factor]![state]!, 1),
  );

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < expected.length; index++)
    expect(Math.abs(actual[index]! - expected[index]!)).toBeLessThan(1e-9);
}

describe("a planner with budget enough", () => {
  // Oracle: full-tree expectimax over joint states, in this file.
  test.for(
    EXACT_SHAPES.flatMap((name) =>
      (["expected", "best"] as const).map((backup) => ({ name, backup })),
    ),
  )("values actions as the full tree does, with $name, $backup", ({ name, backup }) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 2 }), (seed, horizon) => {
        const program = createProgram(name, seed);
        const planner = createPlanner(program, { ...EVERYTHING, horizon, backup });
        planner.plan(priorsOf(program.model));
        expect(planner.isComplete).toBe(true);
        expectClose(
          planner.actionValues,
          expectimax(program, jointOf(program.model), horizon, backup),
        );
      }),
      { numRuns: 12 },
    );
  });

  test("values actions three steps deep as the full tree does, habits included", () => {
    const program = createProgram("one factor", 5, { habit: [0.8, 0.2] });
    const planner = createPlanner(program, { ...EVERYTHING, horizon: 3 });
    planner.plan(priorsOf(program.model));
    expectClose(planner.actionValues, expectimax(program, jointOf(program.model), 3, "expected"));
  });

  test("agrees with the recursive search where that prunes nothing and has no habits", () => {
    const program = createProgram("two independent factors", 3);
    const planner = createPlanner(program, { ...EVERYTHING, horizon: 2 });
    planner.plan(priorsOf(program.model));
    const { actionValues, actionPosterior } = searchRecursively(program, priorsOf(program.model), {
      horizon: 2,
      actionProbabilityMin: 0,
      outcomeProbabilityMin: 0,
    });
    expectClose(planner.actionValues, actionValues);
    expectClose(planner.actionPosterior, actionPosterior);
  });

  test("does not depend on the order of states", () => {
    const program = createProgram("factors that move each other", 9);
    const relabelled = relabelStates(program.model, 1, [2, 0, 1]);
    const values = [program.model, relabelled].map((model) => {
      const planner = createPlanner(compileProgram(model, { policyPrecision: 2 }), { horizon: 3 });
      planner.plan(priorsOf(model));
      return planner.actionValues.slice();
    });
    expectClose(values[1]!, values[0]!);
  });

  test("with one step left values actions as policies of one step are valued", () => {
    const program = createProgram("several actions on one factor", 2);
    const planner = createPlanner(program, { horizon: 1 });
    planner.plan(priorsOf(program.model));
    expect(planner.nodeCount).toBe(1);
    expect(planner.actionPosterior.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});

describe("a planner on a budget", () => {
  test("never holds more beliefs than allowed, and says what it left out", () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 60 }), (seed, nodeCountMax) => {
        const program = createProgram("several actions on one factor", seed);
        const planner = createPlanner(program, { ...EVERYTHING, horizon: 6, nodeCountMax });
        planner.plan(priorsOf(program.model));
        expect(planner.nodeCount).toBeLessThanOrEqual(nodeCountMax);
        expect(planner.isComplete).toBe(false);
        for (const value of planner.actionValues) expect(Number.isFinite(value)).toBe(true);
        expect(planner.actionPosterior.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      }),
      { numRuns: 20 },
    );
  });

  test("plans over thirty modalities, whose observations no list could hold", () => {
    const random = createRandom(4);
    const modalities = Array.from({ length: 30 }, (_, index) => index);
    const model = createRandomModel(
      {
        stateCounts: [4],
        obsCounts: modalities.map(() => 3),
        actionCounts: [3],
        likelihoodDependencies: modalities.map(() => [0]),
        transitionDependencies: [[0]],
        transitionControls: [[0]],
        zeroRatio: 0.3,
      },
      random,
    );
    const program = compileProgram(model, { usesStateInformationGain: false });
    const planner = createPlanner(program, { horizon: 3, nodeCountMax: 500 });
    planner.plan(priorsOf(model));
    expect(planner.nodeCount).toBeGreaterThan(1);
    expect(planner.nodeCount).toBeLessThanOrEqual(500);
    for (const value of planner.actionValues) expect(Number.isFinite(value)).toBe(true);
  });

  test("keeps the part of the tree that came true, with the values it would find anew", () => {
    const program = createProgram("one factor", 6);
    const options = { ...EVERYTHING, horizon: 3 } as const;
    const planner = createPlanner(program, options);
    const { model } = program;
    planner.plan(priorsOf(model));
    const before = planner.nodeCount;
    // The belief after action 1 and outcome 0, by hand.
    const { stateCount, values } = model.transitions[0]!;
    const prior = priorsOf(model);
    const weights = Array.from({ length: stateCount }, (_, next) => {
      let predicted = 0;
      for (let state = 0; state < stateCount; state++)
        predicted += values[(stateCount + next) * stateCount + state]! * prior[state]!;
      return predicted * model.likelihoods[0]!.values[next]!;
    });
    const sum = weights.reduce((a, b) => a + b);
    const belief = Float64Array.from(weights, (weight) => weight / sum);
    expect(planner.follow([1], belief)).toBe(true);
    expect(planner.nodeCount).toBeLessThan(before);
    expect(planner.nodeCount).toBeGreaterThan(1);
    planner.plan(belief);
    const fresh = createPlanner(program, options);
    fresh.plan(belief);
    expect(planner.nodeCount).toBe(fresh.nodeCount);
    expectClose(planner.actionValues, fresh.actionValues);
  });

  test("forgets its tree when what came about is not in it", () => {
    const program = createProgram("one factor", 6);
    const planner = createPlanner(program, { horizon: 2 });
    planner.plan(priorsOf(program.model));
    expect(planner.hasPlan).toBe(true);
    expect(planner.follow([0], Float64Array.of(0.2, 0.3, 0.5))).toBe(false);
    expect(planner.hasPlan).toBe(false);
  });

  test("refuses what cannot be planned with, all at once", () => {
    const model = compileModel({
      likelihood: [
        [
          [1, 0],
          [0, 1],
        ],
      ],
      transition: [
        [
          [[1], [0]],
          [[0], [1]],
        ],
      ],
      preference: [
        [
          [0, 1],
          [1, 0],
        ],
      ],
    });
    expect(() => createPlanner(compileProgram(model, { policyLength: 2 }), { horizon: 0 })).toThrow(
      /"horizon".*"policyLength" of the program.*preference \(C\)/,
    );
  });
});
