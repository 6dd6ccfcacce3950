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
import { InvalidInferenceOptionError, InvalidStateError } from "../errors.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import { compileModel } from "../model/compile-model.ts";
import type { ExactSmoother } from "./exact-smoother.ts";
import { createExactSmoother } from "./exact-smoother.ts";
import { createVariationalFilter } from "./variational-filter.ts";

type Outcomes = ReturnType<typeof drawOutcomes>;
type Actions = ReturnType<typeof drawActions>;

function smoothAll(model: CompiledModel, outcomes: Outcomes, actions: Actions): ExactSmoother {
  const smoother = createExactSmoother(model, { stepCountMax: Math.max(2, outcomes.length) });
  for (const [step, seen] of outcomes.entries()) smoother.observe(seen, actions[step - 1]);
  smoother.smooth();
  return smoother;
}

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual.length).toBe(expected.length);
  for (let index = 0; index < expected.length; index++)
    expect(Math.abs(actual[index]! - expected[index]!)).toBeLessThan(1e-10);
}

// Oracle: every path of hidden states enumerated from the model's definition (enumerate-paths.ts).
describe.for(Object.entries(MODEL_SHAPES))("with %s", ([, shape]) => {
  test.for([0, 0.4])(
    "filters, smooths and joins as enumeration does, zero ratio %s",
    (zeroRatio) => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 4 }), fc.nat(), (stepCount, seed) => {
          const random = createRandom(seed);
          const model = createRandomModel({ ...shape, zeroRatio }, random);
          const outcomes = drawOutcomes(model, { stepCount, missingRatio: 0.2 }, random);
          const actions = drawActions(model, stepCount - 1, random);
          const oracle = enumeratePaths(model, outcomes, actions);
          const smoother = smoothAll(model, outcomes, actions);
          if (oracle.evidence === 0) {
            expect(smoother.logEvidenceNats).toBe(-Infinity);
            return;
          }
          expect(smoother.logEvidenceNats).toBeCloseTo(Math.log(oracle.evidence), 9);
          for (const [step, beliefs] of oracle.smoothed.entries())
            for (const [factor, belief] of beliefs.entries())
              expectClose(smoother.smoothed(step, factor), belief);
          for (const [step, joints] of oracle.joints.entries())
            for (const [factor, joint] of joints.entries())
              expectClose(smoother.joint(step, factor), joint);
          for (let step = 0; step < stepCount; step++) {
            const past = enumeratePaths(model, outcomes.slice(0, step + 1), actions.slice(0, step))
              .smoothed[step]!;
            for (const [factor, belief] of past.entries())
              expectClose(smoother.filtered(step, factor), belief);
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  test("keeps marginals and joints consistent, whatever was seen", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const random = createRandom(seed);
        // Half of all entries are zero, so that most sequences are impossible somewhere.
        const model = createRandomModel({ ...shape, zeroRatio: 0.5 }, random);
        const outcomes = drawOutcomes(model, { stepCount: 4, missingRatio: 0 }, random);
        const smoother = smoothAll(model, outcomes, drawActions(model, 3, random));
        for (let step = 0; step < 3; step++)
          for (const [factor, { stateCount, jointStateCount }] of model.transitions.entries()) {
            const joint = smoother.joint(step, factor);
            const next = Array.from({ length: stateCount }, (_, state) =>
              joint
                .subarray(state * jointStateCount, (state + 1) * jointStateCount)
                .reduce((a, b) => a + b),
            );
            expectClose(next, smoother.smoothed(step + 1, factor));
            const { dependencies, sizes } = model.transitions[factor]!;
            const first = new Float64Array(sizes[0]!);
            const block = jointStateCount / sizes[0]!;
            for (const [entry, probability] of joint.entries())
              first[Math.floor((entry % jointStateCount) / block)]! += probability;
            expectClose(first, smoother.smoothed(step, dependencies[0]!));
          }
      }),
      { numRuns: 40 },
    );
  });
});

describe("an exact smoother", () => {
  const model = compileModel({
    likelihood: [
      [
        [0.9, 0.2],
        [0.1, 0.8],
      ],
    ],
    transition: [
      [
        [[0.7], [0.4]],
        [[0.3], [0.6]],
      ],
    ],
    prior: [[0.5, 0.5]],
  });

  // Oracle: the forward recursion done by hand.
  test("filters one factor by Bayes' rule", () => {
    const smoother = createExactSmoother(model, { stepCountMax: 4 });
    smoother.observe(0);
    expect(smoother.filtered(0, 0)[0]).toBeCloseTo(0.45 / 0.55, 12);
    smoother.observe(1, [0]);
    const predicted = 0.7 * (0.45 / 0.55) + 0.4 * (0.1 / 0.55);
    const evidence = 0.1 * predicted + 0.8 * (1 - predicted);
    expect(smoother.filtered(1, 0)[0]).toBeCloseTo((0.1 * predicted) / evidence, 12);
    expect(smoother.surpriseNats(1)).toBeCloseTo(-Math.log(evidence), 12);
  });

  test("forgets the oldest step when the window is full, but not what it taught", () => {
    const long = createExactSmoother(model, { stepCountMax: 8 });
    const short = createExactSmoother(model, { stepCountMax: 3 });
    const outcomes = [0, 1, 1, 0, 1, 0, 0, 1];
    for (const [step, outcome] of outcomes.entries())
      for (const smoother of [long, short]) smoother.observe(outcome, step === 0 ? undefined : [0]);
    long.smooth();
    short.smooth();
    expect(short.stepCount).toBe(3);
    for (let step = 0; step < 3; step++)
      expectClose(short.smoothed(step, 0), long.smoothed(step + 5, 0));
    expectClose(short.joint(1, 0), long.joint(6, 0));
  });

  test("says when an observation is impossible, and where", () => {
    const certain = compileModel({
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
      prior: [[1, 0]],
    });
    const smoother = createExactSmoother(certain, { stepCountMax: 3 });
    smoother.observe(0);
    smoother.observe(1, [0]);
    smoother.observe(1, [0]);
    smoother.smooth();
    expect([0, 1, 2].map((step) => smoother.isImpossible(step))).toEqual([false, true, false]);
    expect(smoother.surpriseNats(1)).toBe(Infinity);
    expect(smoother.logEvidenceNats).toBe(-Infinity);
    // One zero stands against either reading of step 1; the evidence after it decides.
    expectClose(smoother.smoothed(2, 0), [0, 1]);
  });

  test("refuses joint beliefs that are too large, and names their factors", () => {
    expect(() =>
      createExactSmoother(
        createRandomModel(
          { ...MODEL_SHAPES["factors that move each other"]!, zeroRatio: 0 },
          createRandom(1),
        ),
        { stepCountMax: 3, jointEntryCountMax: 5 },
      ),
    ).toThrow(InvalidInferenceOptionError);
  });

  test("refuses to show what has not been computed", () => {
    const smoother = createExactSmoother(model, { stepCountMax: 3 });
    expect(() => smoother.smooth()).toThrow(InvalidStateError);
    smoother.observe(0);
    expect(() => smoother.smoothed(0, 0)).toThrow("has not been smoothed");
    expect(() => smoother.filtered(1, 0)).toThrow("no step 1");
    expect(() => smoother.observe(0)).toThrow("needs the actions");
    expect(() => smoother.observe(0, [1])).toThrow("integer in [0, 1)");
  });

  test.for([1e-100, 1e-290, 1e-320])(
    "stays finite when the only path left had probability %s",
    (probability) => {
      const unlikely = compileModel({
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
        prior: [[1, probability]],
      });
      const exact = createExactSmoother(unlikely, { stepCountMax: 3 });
      const filter = createVariationalFilter(unlikely, { stepCountMax: 3 });
      for (const window of [exact, filter]) {
        window.observe([null]);
        window.observe(1, [0]);
        window.smooth();
        for (const step of [0, 1])
          expect(window.smoothed(step, 0).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        expect(window.joint(0, 0).every(Number.isFinite)).toBe(true);
      }
      // Below 1e-289 a path counts as none, and the rule for impossible observations decides.
      expect(exact.isImpossible(1)).toBe(probability < 1e-289);
      if (probability > 1e-289)
        for (const step of [0, 1]) expectClose(exact.smoothed(step, 0), [0, 1]);
    },
  );

  test("keeps the evidence of a thousand steps", () => {
    const random = createRandom(7);
    const smoother = createExactSmoother(model, { stepCountMax: 1000 });
    for (let step = 0; step < 1000; step++)
      smoother.observe(random() < 0.5 ? 0 : 1, step === 0 ? undefined : [0]);
    smoother.smooth();
    expect(smoother.logEvidenceNats).toBeLessThan(-500);
    for (let step = 0; step < 1000; step += 99)
      expect(smoother.smoothed(step, 0).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  });
});
