import { describe, expect, test } from "vitest";

import { createRandom } from "../../test/oracle/random-model.ts";
import { InvalidModelError } from "../errors.ts";
import {
  createControllableTransition,
  createIdentity,
  createRandomColumns,
  createUniformColumns,
} from "../model/build-arrays.ts";
import { compileModel } from "../model/compile-model.ts";
import type { Tensor } from "../model/tensor.ts";
import { createLearningAgent } from "./learning-agent.ts";
import type { LearningOptions } from "./learning-options.ts";

const scale = ({ shape, data }: Tensor, factor: number): Tensor => ({
  shape,
  data: Float64Array.from(data, (value) => value * factor),
});

/** Draws the level of a column of row-major `[level, column]`. */
function draw(
  values: ArrayLike<number>,
  columnCount: number,
  column: number,
  ratio: number,
): number {
  let rest = ratio;
  const levelCount = values.length / columnCount;
  for (let level = 0; level < levelCount; level++) {
    rest -= values[level * columnCount + column]!;
    if (rest < 0) return level;
  }
  return levelCount - 1;
}

const STEP_COUNT = 6000;

describe("learning recovers", () => {
  test("a likelihood that the agent starts without", () => {
    const ratios = createRandom(11);
    const truth = createRandomColumns([4, 3], ratios);
    const agent = createLearningAgent(
      compileModel({
        likelihood: [createUniformColumns([4, 3])],
        transition: [createControllableTransition(3)],
        prior: [[1, 0, 0]],
      }),
      { learning: { likelihood: { counts: [scale(createUniformColumns([4, 3]), 4)] } } },
    );
    let state = 0;
    for (let step = 0; step < STEP_COUNT; step++) {
      agent.step(draw(truth.data, 3, state, ratios()));
      state = Math.floor(ratios() * 3);
      agent.inference.setAction([state]);
    }
    const learned = agent.model.likelihoods[0]!.values;
    // 2000 draws a column: a standard deviation of at most 0.011.
    for (const [index, probability] of truth.data.entries())
      expect(Math.abs(learned[index]! - probability)).toBeLessThan(0.045);
  });

  test("a transition that the agent starts without", () => {
    const ratios = createRandom(12);
    const truth = createRandomColumns([3, 3, 2], ratios);
    const agent = createLearningAgent(
      compileModel({
        likelihood: [createIdentity(3)],
        transition: [createUniformColumns([3, 3, 2])],
        prior: [[1, 0, 0]],
      }),
      { learning: { transition: { counts: [scale(createUniformColumns([3, 3, 2]), 3)] } } },
    );
    let state = 0;
    for (let step = 0; step < STEP_COUNT; step++) {
      agent.step(state);
      const action = Math.floor(ratios() * 2);
      agent.inference.setAction([action]);
      state = draw(truth.data, 6, state * 2 + action, ratios());
    }
    const { values } = agent.model.transitions[0]!;
    const { counts } = agent.counts.transition[0]!;
    for (const [index, probability] of truth.data.entries()) {
      const own = (index % 2) * 9 + Math.floor(index / 2);
      const column = own - 3 * Math.floor((own % 9) / 3);
      const visitCount = counts[column]! + counts[column + 3]! + counts[column + 6]! - 3;
      // Four standard deviations of a frequency, and what the three prior counts pull.
      const bound = 4 * Math.sqrt((probability * (1 - probability)) / visitCount) + 3 / visitCount;
      expect(Math.abs(values[own]! - probability)).toBeLessThan(bound);
    }
  });

  test("where episodes start, what is often seen, and what is often done", () => {
    const agent = createLearningAgent(
      compileModel({
        likelihood: [createIdentity(2)],
        transition: [createControllableTransition(2)],
      }),
      {
        policies: [[[0]], [[1]]],
        habit: [0.9, 0.1],
        learning: {
          prior: { counts: [[1, 1]] },
          preference: { counts: [[1, 1]] },
          habit: { counts: [9, 1] },
        },
      },
    );
    for (let episode = 0; episode < 98; episode++) {
      agent.step(1);
      agent.reset();
    }
    expect(agent.model.priors[0]![1]).toBeGreaterThan(0.97);
    expect(Math.exp(agent.model.preferences[0]!.values[1]!)).toBeCloseTo(99 / 100, 12);
    // The habit favours 0, the learned preference comes to favour 1, and q(π) is what is counted.
    expect(agent.counts.habit!.counts[0]! + agent.counts.habit!.counts[1]!).toBeCloseTo(108, 9);
    expect(agent.counts.habit!.counts[1]).toBeGreaterThan(50);
  });
});

describe("counts", () => {
  const sparse = compileModel({
    likelihood: [
      [
        [1, 0.5],
        [0, 0.5],
      ],
    ],
    transition: [createControllableTransition(2)],
  });

  const observable = compileModel({
    likelihood: [createIdentity(2)],
    transition: [createControllableTransition(2)],
  });

  test("never grow where the model has a zero", () => {
    const agent = createLearningAgent(sparse, {
      learning: {
        likelihood: {
          counts: [
            [
              [1, 1],
              [0, 1],
            ],
          ],
        },
      },
    });
    for (const seen of [1, 1, 0, 1]) agent.step(seen);
    expect(agent.counts.likelihood[0]!.counts[2]).toBe(0);
    expect(agent.model.likelihoods[0]!.values[2]).toBe(0);
  });

  test("fade towards where they started when not everything is retained", () => {
    const learned = [0.5, 1].map((retention) => {
      const agent = createLearningAgent(observable, {
        learning: { prior: { counts: [[1, 1]], retention } },
      });
      for (let episode = 0; episode < 200; episode++) {
        agent.step(1);
        agent.reset();
      }
      return agent.counts.prior[0]!.counts[1]!;
    });
    // Everything retained: one count an episode. Half: the geometric series, 1 + 1 / (1 - 0.5).
    expect(learned[0]).toBeCloseTo(3, 9);
    expect(learned[1]).toBeCloseTo(201, 9);
  });

  test("of the model that others share stay as they are", () => {
    const agent = createLearningAgent(sparse, { learning: { prior: { counts: [[1, 1]] } } });
    agent.step(1);
    expect([...sparse.priors[0]!]).toEqual([0.5, 0.5]);
    expect(agent.model.priors[0]![1]).toBeGreaterThan(0.5);
  });

  test.for([
    [
      {
        likelihood: {
          counts: [
            [
              [1, 0],
              [0, 0],
            ],
          ],
        },
      },
      "column 1 must be at least one count above 0",
    ],
    [
      {
        likelihood: {
          counts: [
            [
              [1, -1],
              [1, 1],
            ],
          ],
        },
      },
      "must be finite counts of at least 0, got -1",
    ],
    [
      {
        transition: {
          counts: [
            [
              [1, 1],
              [1, 1],
            ],
          ],
        },
      },
      "must be of shape [2, 2, 2], got [2, 2]",
    ],
    [{ prior: { counts: [[1, 1]], rate: -1 } }, "rate must be a finite number of at least 0"],
    [{ prior: { counts: [[1, 1]], retention: 0 } }, "retention must be in (0, 1], got 0"],
    [{ habit: { counts: [1, 2, 3] } }, "habit counts (pE) must be of shape [2], got [3]"],
    [{ likelihood: { counts: [] } }, "likelihood counts (pA) must be 1 arrays, got 0"],
    [
      {
        likelihood: {
          counts: [
            [
              [1, 1],
              [1, 1],
            ],
          ],
          modalities: [4],
        },
      },
      "modalities must be indices in [0, 1), got 4",
    ],
    [{ usesLikelihoodInformationGain: true }, "used with counts of the likelihood (pA), got none"],
  ] satisfies [LearningOptions, string][])(
    "that do not fit are refused: %o",
    ([learning, message]) => {
      expect(() => createLearningAgent(sparse, { learning })).toThrow(InvalidModelError);
      expect(() => createLearningAgent(sparse, { learning })).toThrow(message);
    },
  );
});

test("a sequence teaches what its steps would have taught", () => {
  const model = compileModel({
    likelihood: [createRandomColumns([3, 2], createRandom(5))],
    transition: [createRandomColumns([2, 2, 2], createRandom(6))],
  });
  const learning: LearningOptions = {
    likelihood: { counts: [scale(createUniformColumns([3, 2]), 3)] },
    transition: { counts: [scale(createUniformColumns([2, 2, 2]), 2)] },
    prior: { counts: [[1, 1]] },
  };
  // Policies of no consequence: what is compared is the learning.
  const online = createLearningAgent(model, { learning });
  const offline = createLearningAgent(model, { learning });
  const observations = [0, 2, 1, 1];
  const actions = [[0], [1], [1]];
  const beliefs = [0.5, 0.5, 0.25, 0.75, 0.125, 0.875, 1, 0];
  for (const [time, observation] of observations.entries()) {
    online.inferStates(observation);
    online.inference.beliefs.set(beliefs.slice(2 * time, 2 * time + 2));
    online.learn();
    online.inference.setAction(actions[time] ?? [0]);
  }
  offline.learnSequence({ observations, actions, beliefs: Float64Array.from(beliefs) });
  for (const kind of ["likelihood", "transition", "prior"] as const)
    expect([...offline.counts[kind][0]!.counts]).toEqual([...online.counts[kind][0]!.counts]);
});
