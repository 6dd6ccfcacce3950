import { describe, expect, test } from "vitest";

import type { CompiledModel, InferenceAgent } from "@paceline/inference";
import { compileProgram, createInferenceAgent } from "@paceline/inference";

import { enumeratePaths } from "./oracle/enumerate-paths.ts";
import { createRandom, createRandomModel, MODEL_SHAPES } from "./oracle/random-model.ts";

const SEEDS = Array.from({ length: 20 }, (_, seed) => seed);

const drawObservation = (model: CompiledModel, random: () => number): readonly (number | null)[] =>
  model.observations.map(({ size }) => (random() < 0.2 ? null : Math.floor(random() * size)));

const expectBeliefs = (agent: InferenceAgent, expected: readonly Float64Array[]): void => {
  for (const [factor, belief] of expected.entries())
    for (const [state, probability] of belief.entries())
      expect(Math.abs(agent.belief(factor)[state]! - probability)).toBeLessThan(1e-12);
};

// Oracle: enumeration of every path of hidden states, straight from the definition of the model.
describe("filtering is exact where beliefs factorise", () => {
  test.for(["one factor", "two independent factors"])("%s, with missing observations", (name) => {
    for (const seed of SEEDS) {
      const random = createRandom(seed);
      const model = createRandomModel({ ...MODEL_SHAPES[name]!, zeroRatio: 0 }, random);
      const agent = createInferenceAgent(compileProgram(model), { seed });
      const observations: (readonly (number | null)[])[] = [];
      const actions: (readonly number[])[] = [];
      let logEvidence = 0;
      for (let step = 0; step < 4; step++) {
        observations.push(drawObservation(model, random));
        agent.inferStates(observations[step]!);
        logEvidence -= agent.result.surpriseNats;
        const { evidence, smoothed } = enumeratePaths(model, observations, actions);
        expectBeliefs(agent, smoothed[step]!);
        expect(logEvidence).toBeCloseTo(Math.log(evidence), 11);
        actions.push(model.controls.map(({ size }) => Math.floor(random() * size)));
        agent.setAction(actions[step]!);
      }
    }
  });
});

test.for(Object.entries(MODEL_SHAPES))(
  "a joint update from the prior is exact: %s",
  ([, shape]) => {
    for (const seed of SEEDS) {
      const random = createRandom(seed);
      const model = createRandomModel({ ...shape, zeroRatio: 0.3 }, random);
      const agent = createInferenceAgent(compileProgram(model, { stateInference: "joint" }));
      const observation = drawObservation(model, random);
      agent.inferStates(observation);
      const { evidence, smoothed } = enumeratePaths(model, [observation], []);
      expect(agent.result.isObservationImpossible).toBe(evidence === 0);
      if (evidence === 0) continue;
      expectBeliefs(agent, smoothed[0]!);
      expect(agent.result.surpriseNats).toBeCloseTo(-Math.log(evidence), 11);
    }
  },
);

test.for(Object.entries(MODEL_SHAPES))(
  "the free energy of the fixed point never rises and bounds the surprise: %s",
  ([, shape]) => {
    for (const seed of SEEDS) {
      const random = createRandom(seed);
      const model = createRandomModel({ ...shape, zeroRatio: 0 }, random);
      const observation = drawObservation(model, random);
      let before = Infinity;
      for (const iterationCountMax of [1, 2, 3, 5, 9, 17]) {
        const agent = createInferenceAgent(compileProgram(model, { iterationCountMax }));
        agent.inferStates(observation);
        const { freeEnergyNats } = agent.result;
        expect(freeEnergyNats).toBeLessThanOrEqual(before + 1e-12);
        before = freeEnergyNats;
      }
      const { evidence } = enumeratePaths(model, [observation], []);
      expect(before).toBeGreaterThanOrEqual(-Math.log(evidence) - 1e-12);
    }
  },
);
