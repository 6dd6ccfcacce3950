import fc from "fast-check";
import { describe, expect, test } from "vitest";

import {
  createRandom,
  createRandomModel,
  drawActions,
  drawOutcomes,
  MODEL_SHAPES,
} from "../../test/oracle/random-model.ts";
import { createInferenceAgent } from "../agent.ts";
import { compileModel } from "../model/compile-model.ts";
import { createExactSmoother } from "./exact-smoother.ts";
import { createVariationalFilter } from "./variational-filter.ts";

const STEP_COUNT = 4;

function createScene(shape: (typeof MODEL_SHAPES)[string], zeroRatio: number, seed: number) {
  const random = createRandom(seed);
  const model = createRandomModel({ ...shape, zeroRatio }, random);
  const outcomes = drawOutcomes(model, { stepCount: STEP_COUNT, missingRatio: 0.1 }, random);
  const actions = drawActions(model, STEP_COUNT - 1, random);
  const filter = createVariationalFilter(model, { stepCountMax: STEP_COUNT });
  for (const [step, seen] of outcomes.entries()) filter.observe(seen, actions[step - 1]);
  filter.smooth();
  return { model, outcomes, actions, filter };
}

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b);

describe("a variational filter", () => {
  // Oracle: the exact smoother, itself checked against enumeration.
  test.for(["one factor", "two independent factors"])("is exact with %s", (name) => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.4), (seed, zeroRatio) => {
        const { model, outcomes, actions, filter } = createScene(
          MODEL_SHAPES[name]!,
          zeroRatio,
          seed,
        );
        const exact = createExactSmoother(model, { stepCountMax: STEP_COUNT });
        for (const [step, seen] of outcomes.entries()) exact.observe(seen, actions[step - 1]);
        exact.smooth();
        const steps = Array.from({ length: STEP_COUNT }, (_, step) => step);
        expect(steps.findIndex((step) => filter.isImpossible(step))).toBe(
          steps.findIndex((step) => exact.isImpossible(step)),
        );
        // After an impossible observation an agent floors the zeros of all factors, and the exact
        // smoother those of the factor that could not have it.
        if (exact.logEvidenceNats === -Infinity) return;
        for (const step of steps) {
          for (const factor of model.states.keys()) {
            for (const [state, probability] of exact.filtered(step, factor).entries())
              expect(filter.filtered(step, factor)[state]).toBeCloseTo(probability, 9);
            for (const [state, probability] of exact.smoothed(step, factor).entries())
              expect(filter.smoothed(step, factor)[state]).toBeCloseTo(probability, 9);
            if (step + 1 === STEP_COUNT) continue;
            for (const [entry, probability] of exact.joint(step, factor).entries())
              expect(filter.joint(step, factor)[entry]).toBeCloseTo(probability, 9);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test.for(Object.entries(MODEL_SHAPES))(
    "gives distributions whose joints agree with the next belief, with %s",
    ([, shape]) => {
      fc.assert(
        fc.property(fc.nat(), fc.constantFrom(0, 0.5), (seed, zeroRatio) => {
          const { model, filter } = createScene(shape, zeroRatio, seed);
          for (let step = 0; step < STEP_COUNT; step++)
            for (const [factor, { stateCount, jointStateCount }] of model.transitions.entries()) {
              expect(sum(filter.filtered(step, factor))).toBeCloseTo(1, 10);
              expect(sum(filter.smoothed(step, factor))).toBeCloseTo(1, 10);
              if (step + 1 === STEP_COUNT) continue;
              const joint = filter.joint(step, factor);
              for (let state = 0; state < stateCount; state++)
                expect(
                  sum(joint.subarray(state * jointStateCount, (state + 1) * jointStateCount)),
                ).toBeCloseTo(filter.smoothed(step + 1, factor)[state]!, 9);
            }
        }),
        { numRuns: 30 },
      );
    },
  );

  test("filters as an agent that took the same actions does", () => {
    const { model, outcomes, actions, filter } = createScene(
      MODEL_SHAPES["several actions on one factor"]!,
      0,
      11,
    );
    const agent = createInferenceAgent(model);
    for (const [step, seen] of outcomes.entries()) {
      agent.inferStates(seen);
      for (const factor of model.states.keys())
        expect([...filter.filtered(step, factor)]).toEqual([...agent.belief(factor)]);
      expect(filter.freeEnergyNatsAt(step)).toBe(agent.result.freeEnergyNats);
      if (step < actions.length) agent.setAction(actions[step]!);
    }
  });

  test("never divides zero by zero: states that no path reaches stay at zero", () => {
    const model = compileModel({
      likelihood: [
        [
          [0.8, 0.3, 0.5],
          [0.2, 0.7, 0.5],
        ],
      ],
      // State 2 is never reached.
      transition: [
        [
          [[0.9], [0.2], [0]],
          [[0.1], [0.8], [1]],
          [[0], [0], [0]],
        ],
      ],
      prior: [[0.5, 0.5, 0]],
    });
    const filter = createVariationalFilter(model, { stepCountMax: 3 });
    for (const outcome of [0, 1, 1]) filter.observe(outcome, [0]);
    filter.smooth();
    for (let step = 0; step < 3; step++) expect(filter.smoothed(step, 0)[2]).toBe(0);
    for (let step = 0; step < 2; step++) {
      expect(sum(filter.joint(step, 0))).toBeCloseTo(1, 12);
      expect([...filter.joint(step, 0).subarray(6)]).toEqual([0, 0, 0]);
    }
  });
});
