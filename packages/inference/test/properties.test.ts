import fc from "fast-check";
import { expect, test } from "vitest";

import type { CompiledModel, InferenceAgent, ModelDefinition } from "@paceline/inference";
import {
  buildRandomModel,
  compileModel,
  compileProgram,
  createInferenceAgent,
  NUMERICS,
} from "@paceline/inference";

import { createRandom } from "./oracle/random-model.ts";

const RUN_COUNT = 60;

const extents = fc.record({
  stateCounts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
  obsCounts: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 2 }),
  seed: fc.integer({ min: 0, max: 2 ** 31 }),
});

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function live(agent: InferenceAgent, { observations }: CompiledModel, ratios: () => number): void {
  for (let step = 0; step < 4; step++)
    agent.step(
      observations.map(({ size }) => (ratios() < 0.1 ? null : Math.floor(ratios() * size))),
    );
}

test("everything that is a distribution sums to 1, whatever the model, numerics and observations", () => {
  fc.assert(
    fc.property(
      extents,
      fc.constantFrom(...Object.values(NUMERICS).map(({ name }) => name)),
      ({ stateCounts, obsCounts, seed }, numerics) => {
        const ratios = createRandom(seed);
        const actionCounts = stateCounts.map((_, factor) => (factor === 0 ? 3 : 1));
        const extent = { stateCounts, obsCounts, actionCounts };
        const model = compileModel(buildRandomModel(extent, ratios));
        const agent = createInferenceAgent(compileProgram(model, { numerics, policyLength: 2 }));
        live(agent, model, ratios);
        for (const factor of stateCounts.keys())
          expect(sum(agent.belief(factor))).toBeCloseTo(1, 12);
        expect(sum(agent.result.policyPosterior)).toBeCloseTo(1, 12);
        for (const control of stateCounts.keys())
          expect(sum(agent.result.actionMarginal(control))).toBeCloseTo(1, 12);
        for (const gain of agent.result.stateInformationGain) expect(gain).toBeGreaterThan(-1e-6);
      },
    ),
    { numRuns: RUN_COUNT, seed: 1 },
  );
});

/** The same model of one factor with its states renamed: state s is called permutation[s]. */
function relabel(definition: ModelDefinition, permutation: readonly number[]): ModelDefinition {
  const model = compileModel(definition);
  const { values: transition, stateCount, actionCount } = model.transitions[0]!;
  const { values: likelihood, obsCount } = model.likelihoods[0]!;
  const moved = new Float64Array(stateCount * stateCount * actionCount);
  for (let action = 0; action < actionCount; action++)
    for (let next = 0; next < stateCount; next++)
      for (let state = 0; state < stateCount; state++)
        moved[(permutation[next]! * stateCount + permutation[state]!) * actionCount + action] =
          transition[(action * stateCount + next) * stateCount + state]!;
  const seen = new Float64Array(obsCount * stateCount);
  const prior = new Float64Array(stateCount);
  for (let state = 0; state < stateCount; state++) {
    prior[permutation[state]!] = model.priors[0]![state]!;
    for (let obs = 0; obs < obsCount; obs++)
      seen[obs * stateCount + permutation[state]!] = likelihood[obs * stateCount + state]!;
  }
  return {
    likelihood: [{ shape: [obsCount, stateCount], data: seen }],
    transition: [{ shape: [stateCount, stateCount, actionCount], data: moved }],
    preference: [{ shape: [obsCount], data: model.preferences[0]!.values }],
    prior: [{ shape: [stateCount], data: prior }],
  };
}

test("the names of states do not matter: beliefs move with them, values and actions stay", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }).chain((stateCount) =>
        fc.record({
          permutation: fc.shuffledSubarray(
            Array.from({ length: stateCount }, (_, state) => state),
            { minLength: stateCount },
          ),
          seed: fc.integer({ min: 0, max: 2 ** 31 }),
        }),
      ),
      ({ permutation, seed }) => {
        const extent = { stateCounts: [permutation.length], obsCounts: [3], actionCounts: [3] };
        const definition = buildRandomModel(extent, createRandom(seed));
        const model = compileModel(definition);
        const agent = createInferenceAgent(compileProgram(model, { policyLength: 2 }));
        const renamed = createInferenceAgent(
          compileProgram(compileModel(relabel(definition, permutation)), { policyLength: 2 }),
        );
        const ratios = createRandom(seed + 1);
        for (let step = 0; step < 4; step++) {
          const observation = Math.floor(ratios() * 3);
          agent.step(observation);
          renamed.step(observation);
          for (const [state, belief] of agent.beliefs.entries())
            expect(renamed.beliefs[permutation[state]!]).toBeCloseTo(belief, 12);
          for (const [policy, value] of agent.result.policyValues.entries())
            expect(renamed.result.policyValues[policy]).toBeCloseTo(value, 11);
          renamed.setAction(agent.action);
        }
      },
    ),
    { numRuns: RUN_COUNT, seed: 2 },
  );
});
