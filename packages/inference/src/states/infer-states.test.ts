import { describe, expect, test } from "vitest";

import { createInferenceAgent } from "../agent.ts";
import type { InferenceOptions } from "../inference-options.ts";
import { compileProgram } from "../inference-program.ts";
import { createIdentity, createStillTransition } from "../model/build-arrays.ts";
import { compileModel } from "../model/compile-model.ts";
import { NUMERICS } from "../numerics.ts";
import type { NumericsName } from "../numerics.ts";

const ALL_NUMERICS = Object.keys(NUMERICS) as NumericsName[];

/** One hidden state of two, seen through two modalities of different reliability. */
const twoViews = compileModel({
  observations: [
    { name: "clear", levels: 2 },
    { name: "vague", levels: 2 },
  ],
  likelihood: [
    [
      [0.9, 0.1],
      [0.1, 0.9],
    ],
    [
      [0.6, 0.3],
      [0.4, 0.7],
    ],
  ],
  transition: [createStillTransition(2)],
});

const inferTwoViews = (observation: readonly (number | readonly number[] | null)[]): number[] => {
  const agent = createInferenceAgent(twoViews);
  agent.inferStates(observation);
  return [...agent.beliefs];
};

describe("observations", () => {
  test("of every modality count", () => {
    expect(inferTwoViews([0, 1])[0]).toBeCloseTo((0.9 * 0.4) / (0.9 * 0.4 + 0.1 * 0.7), 14);
  });

  test("that are missing count for nothing", () => {
    expect(inferTwoViews([0, null])[0]).toBeCloseTo(0.9, 14);
    expect(inferTwoViews([null, null])).toEqual([0.5, 0.5]);
  });

  test("as one-hot are the same as their index", () => {
    expect(
      inferTwoViews([
        [1, 0],
        [0, 1],
      ]),
    ).toEqual(inferTwoViews([0, 1]));
  });

  test("as a distribution weigh the likelihoods of its outcomes", () => {
    expect(inferTwoViews([[0.75, 0.25], null])[0]).toBeCloseTo(0.75 * 0.9 + 0.25 * 0.1, 14);
  });

  test.for([
    [[0], "a list of 2 entries, one per axis, got 1 entries"],
    [[2, 0], 'on axis "clear" must be an integer in [0, 2), got 2'],
    [[0, -1], 'on axis "vague" must be an integer in [0, 2), got -1'],
    [[0, 0.5], 'on axis "vague" must be an integer in [0, 2), got 0.5'],
    [[0, [0.5, 0.4]], 'on axis "vague" must be probabilities that sum to 1, got a sum of 0.9'],
    [[0, [1]], 'on axis "vague" must be an index, null, or 2 probabilities, got 1 entries'],
    [[0, [Number.NaN, 1]], 'on axis "vague" must be finite and at least 0, got NaN'],
  ] as const)("that do not fit are refused by name: %o", ([observation, message]) => {
    expect(() => inferTwoViews(observation)).toThrow(message);
  });
});

describe("an observation that is impossible under the model", () => {
  const certain = compileModel({
    likelihood: [createIdentity(3)],
    transition: [createStillTransition(3)],
    prior: [[1, 0, 0]],
  });
  const coupled = compileModel({
    likelihood: [
      {
        shape: [2, 2, 2],
        data: [1, 0, 0, 0, 0, 1, 1, 1],
      },
    ],
    transition: [createStillTransition(2), createStillTransition(2)],
    prior: [
      [0, 1],
      [0, 1],
    ],
  });

  test.for(ALL_NUMERICS)("never makes NaN and is said to be one, in %s numerics", (numerics) => {
    for (const [model, seen] of [
      [certain, 1],
      [coupled, 0],
    ] as const) {
      const agent = createInferenceAgent(compileProgram(model, { numerics }));
      agent.step(seen);
      expect(agent.result.surpriseNats).toBe(Infinity);
      expect(agent.result.isObservationImpossible).toBe(true);
      expect(agent.impossibleCount).toBe(1);
      expect(agent.beliefs.every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(agent.result.freeEnergyNats)).toBe(true);
      expect(agent.result.policyPosterior.every(Number.isFinite)).toBe(true);
    }
  });

  test("moves the belief to where the fewest zeros stand against it", () => {
    const agent = createInferenceAgent(certain);
    agent.inferStates(1);
    // One zero each for the expected state and the seen one, two for the third.
    expect(agent.beliefs[0]).toBeCloseTo(0.5, 12);
    expect(agent.beliefs[1]).toBeCloseTo(0.5, 12);
    expect(agent.beliefs[2]).toBeLessThan(1e-15);
  });

  test("is told from one that is only unlikely", () => {
    const unlikely = compileModel({
      likelihood: [
        [
          [1, 1 - 1e-12],
          [0, 1e-12],
        ],
      ],
      transition: [createStillTransition(2)],
      prior: [[1 - 1e-6, 1e-6]],
    });
    for (const numerics of ["exact", "pymdp-1"] as const) {
      const agent = createInferenceAgent(compileProgram(unlikely, { numerics }));
      agent.inferStates(1);
      expect(agent.result.isObservationImpossible).toBe(false);
      expect(Number.isFinite(agent.result.surpriseNats)).toBe(true);
    }
  });
});

test("evidence of many unlikely modalities is not lost, as products below 1e-16 lose it", () => {
  const modalityCount = 40;
  const likelihood = Array.from({ length: modalityCount }, () => [
    [0.002, 0.001],
    [0.998, 0.999],
  ]);
  const model = compileModel({ likelihood, transition: [createStillTransition(2)] });
  const infer = (options: InferenceOptions): number => {
    const agent = createInferenceAgent(compileProgram(model, options));
    agent.inferStates(likelihood.map(() => 0));
    return agent.beliefs[1]!;
  };
  // Closed form: odds of 2^40 to 1.
  expect(infer({ usesStateInformationGain: false }) * 2 ** 40).toBeCloseTo(1, 9);
  // pymdp 0.0.7.1 multiplies first and adds 1e-16 to the product, so that nothing is left of it.
  expect(infer({ numerics: "pymdp-legacy", usesStateInformationGain: false })).toBeCloseTo(0.5, 9);
});
