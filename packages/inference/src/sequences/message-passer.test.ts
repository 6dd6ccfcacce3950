import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { enumeratePaths } from "../../test/oracle/enumerate-paths.ts";
import {
  createRandom,
  createRandomModel,
  drawActions,
  drawOutcomes,
  MODEL_SHAPES,
} from "../../test/oracle/random-model.ts";
import { relabelStates } from "../../test/oracle/relabel-states.ts";
import { InvalidInferenceOptionError, InvalidStateError } from "../errors.ts";
import { compileModel } from "../model/compile-model.ts";
import { createExactSmoother } from "./exact-smoother.ts";
import type { MessagePasser, MessagePasserOptions } from "./message-passer.ts";
import { createMessagePasser } from "./message-passer.ts";

const STEP_COUNT = 4;

/** A random model of a shape with something seen, and a way to infer it. */
function createScene(shape: (typeof MODEL_SHAPES)[string], zeroRatio: number, seed: number) {
  const random = createRandom(seed);
  const model = createRandomModel({ ...shape, zeroRatio }, random);
  const outcomes = drawOutcomes(model, { stepCount: STEP_COUNT, missingRatio: 0.1 }, random);
  const actions = drawActions(model, STEP_COUNT - 1, random);
  const infer = (options: Partial<MessagePasserOptions>, of = model): MessagePasser => {
    const passer = createMessagePasser(of, {
      stepCountMax: STEP_COUNT,
      scheme: "variational",
      ...options,
    });
    for (const [step, seen] of outcomes.entries()) passer.observe(seen, actions[step - 1]);
    passer.infer();
    return passer;
  };
  return { model, outcomes, actions, infer };
}

function forEachBelief(
  passer: MessagePasser,
  visit: (belief: Float64Array, step: number, factor: number) => void,
): void {
  for (let step = 0; step < passer.stepCount; step++)
    for (const factor of passer.model.states.keys())
      visit(passer.belief(step, factor), step, factor);
}

describe.for(Object.entries(MODEL_SHAPES))("with %s", ([, shape]) => {
  test("the free energy never rises from one iteration to the next", () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.3), (seed, zeroRatio) => {
        const { infer } = createScene(shape, zeroRatio, seed);
        let before = Infinity;
        for (let iterationCountMax = 1; iterationCountMax <= 8; iterationCountMax++) {
          const { freeEnergyNats } = infer({ iterationCountMax, beliefTolerance: 0 });
          expect(freeEnergyNats).toBeLessThanOrEqual(before + 1e-9 * (1 + Math.abs(before)));
          before = freeEnergyNats;
        }
      }),
      { numRuns: 30 },
    );
  });

  // Oracle: the evidence by enumeration of every path.
  test("the free energy bounds the surprise", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { model, outcomes, actions, infer } = createScene(shape, 0, seed);
        const { evidence } = enumeratePaths(model, outcomes, actions);
        expect(infer({}).freeEnergyNats).toBeGreaterThanOrEqual(-Math.log(evidence) - 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  test.for(["variational", "marginal"] as const)(
    "beliefs are distributions that do not depend on the order of states, %s",
    (scheme) => {
      fc.assert(
        fc.property(fc.nat(), fc.constantFrom("exact", "pymdp-1"), (seed, numerics) => {
          const { model, infer } = createScene(shape, 0.3, seed);
          const factor = model.states.length - 1;
          const order = [...model.states[factor]!.levels.keys()].toReversed();
          // One iteration more or less at the tolerance would differ by more than rounding.
          const options = { scheme, numerics, iterationCountMax: 12, beliefTolerance: 0 } as const;
          const passer = infer(options);
          const relabelled = infer(options, relabelStates(model, factor, order));
          forEachBelief(passer, (belief, step, owner) => {
            expect(belief.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
            const other = relabelled.belief(step, owner);
            for (const [state, probability] of belief.entries())
              expect(other[owner === factor ? order.indexOf(state) : state]).toBeCloseTo(
                probability,
                8,
              );
          });
        }),
        { numRuns: 15 },
      );
    },
  );
});

describe("a message passer", () => {
  const likelihood = [
    [
      [0.9, 0.2],
      [0.1, 0.8],
    ],
  ];
  // The next state does not depend on the previous one, so steps are independent and beliefs exact.
  const forgetful = compileModel({
    likelihood,
    transition: [
      [
        [[0.3], [0.3]],
        [[0.7], [0.7]],
      ],
    ],
    prior: [[0.5, 0.5]],
  });

  test("is exact where steps are independent, also after the oldest have left the window", () => {
    const exact = createExactSmoother(forgetful, { stepCountMax: 6 });
    const passer = createMessagePasser(forgetful, { stepCountMax: 3, scheme: "variational" });
    for (const [step, outcome] of [0, 1, 1, 0, 1, 0].entries())
      for (const window of [exact, passer]) window.observe(outcome, step === 0 ? undefined : [0]);
    exact.smooth();
    passer.infer();
    expect(passer.isSettled).toBe(true);
    for (let step = 0; step < 3; step++)
      expect(passer.belief(step, 0)[0]).toBeCloseTo(exact.smoothed(step + 3, 0)[0]!, 9);
    expect(passer.freeEnergyNats).toBeCloseTo(
      [3, 4, 5].reduce((sum, step) => sum + exact.surpriseNats(step), 0),
      9,
    );
  });

  test("keeps structural zeros of B and A at zero", () => {
    // From state 0 there is no way to state 2, and outcome 1 never comes from state 1.
    const model = compileModel({
      likelihood: [
        [
          [0.5, 1, 0.5],
          [0.5, 0, 0.5],
        ],
      ],
      transition: [
        [
          [[0.5], [0], [0]],
          [[0.5], [0.5], [0]],
          [[0], [0.5], [1]],
        ],
      ],
      prior: [[1, 0, 0]],
    });
    const passer = createMessagePasser(model, { stepCountMax: 3, scheme: "marginal" });
    passer.observe(0);
    passer.observe(1, [0]);
    passer.infer();
    expect(passer.belief(1, 0)[0]).toBeCloseTo(1, 12);
    expect(passer.belief(1, 0)[1]).toBeLessThan(1e-100);
    expect(passer.belief(1, 0)[2]).toBeLessThan(1e-100);
  });

  test("stays finite where beliefs about peers are all but zero", () => {
    // Found by search: here the beliefs that weigh a column of B sum to less than 1e-308.
    for (const seed of [795158056, 675482860]) {
      const { infer } = createScene(MODEL_SHAPES["several actions on one factor"]!, 0.3, seed);
      forEachBelief(
        infer({ scheme: "marginal", iterationCountMax: 12, beliefTolerance: 0 }),
        (belief) => expect(belief.reduce((a, b) => a + b)).toBeCloseTo(1, 12),
      );
    }
  });

  test("takes no observation as no evidence", () => {
    const passer = createMessagePasser(forgetful, { stepCountMax: 2, scheme: "variational" });
    passer.observe([null]);
    passer.observe([[0.5, 0.5]], [0]);
    passer.infer();
    expect([...passer.belief(0, 0)]).toEqual([0.5, 0.5]);
    expect(passer.freeEnergyNatsAt(0)).toBeCloseTo(0, 12);
  });

  test("names every bad option and every premature question", () => {
    expect(() =>
      createMessagePasser(forgetful, {
        stepCountMax: 1,
        scheme: "variational",
        iterationCountMax: 0,
      }),
    ).toThrow(/"stepCountMax" must be an integer of at least 2.*"iterationCountMax"/);
    expect(() =>
      // @ts-expect-error -- a scheme that no type allows
      createMessagePasser(forgetful, { stepCountMax: 2, scheme: "loopy" }),
    ).toThrow(InvalidInferenceOptionError);
    const passer = createMessagePasser(forgetful, { stepCountMax: 2, scheme: "variational" });
    expect(() => passer.infer()).toThrow(InvalidStateError);
    passer.observe(0);
    expect(() => passer.belief(0, 0)).toThrow("nothing has been inferred");
  });
});
