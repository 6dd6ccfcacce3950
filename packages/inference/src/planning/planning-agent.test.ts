import { describe, expect, test } from "vitest";

import { compileProgram } from "../inference-program.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import { compileModel } from "../model/compile-model.ts";
import { createLearningAgent } from "../learning/learning-agent.ts";
import { buildTMazeModel, T_MAZE_PLACE } from "../worlds/t-maze.ts";
import { createPlanner } from "./planner.ts";
import { createPlanningAgent } from "./planning-agent.ts";

const CELL_COUNT = 7;

/**
 * A corridor of seven cells with the reward at the right end: the agent sees its cell, and must walk
 * there without any hint on the way.
 */
function createCorridor(slip = 0): CompiledModel {
  const move = (cell: number, action: number): number =>
    Math.min(CELL_COUNT - 1, Math.max(0, cell + [-1, 0, 1][action]!));
  return compileModel({
    likelihood: [
      Array.from({ length: CELL_COUNT }, (_, seen) =>
        Array.from({ length: CELL_COUNT }, (__, cell) => (seen === cell ? 1 : 0)),
      ),
    ],
    transition: [
      Array.from({ length: CELL_COUNT }, (_, next) =>
        Array.from({ length: CELL_COUNT }, (__, cell) =>
          [0, 1, 2].map(
            (action) => (move(cell, action) === next ? 1 - slip : 0) + (cell === next ? slip : 0),
          ),
        ),
      ),
    ],
    preference: [
      Array.from({ length: CELL_COUNT }, (_, cell) => (cell === CELL_COUNT - 1 ? 4 : 0)),
    ],
    prior: [Array.from({ length: CELL_COUNT }, (_, cell) => (cell === 0 ? 1 : 0))],
  });
}

/** Walks the corridor; returns the cells visited. */
function walk(agent: ReturnType<typeof createPlanningAgent>, stepCount: number): readonly number[] {
  const cells = [0];
  for (let step = 0; step < stepCount; step++) {
    const action = agent.step(cells.at(-1)!)[0]!;
    cells.push(Math.min(CELL_COUNT - 1, Math.max(0, cells.at(-1)! + [-1, 0, 1][action]!)));
  }
  return cells;
}

describe("a planning agent", () => {
  test("walks straight to a goal that only a deep plan can see", () => {
    const program = compileProgram(createCorridor(), { usesStateInformationGain: false });
    const agent = createPlanningAgent(program, { horizon: 6 });
    expect(walk(agent, 7)).toEqual([0, 1, 2, 3, 4, 5, 6, 6]);
    expect(agent.planCount).toBe(7);
  });

  test("plans once in four steps and follows its plan in between", () => {
    const program = compileProgram(createCorridor(), { usesStateInformationGain: false });
    const agent = createPlanningAgent(program, { horizon: 8, planStepCount: 4 });
    expect(walk(agent, 6)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(agent.planCount).toBe(2);
    expect(agent.followCount).toBe(4);
  });

  test("plans again at once when something happens that its plan left out", () => {
    const program = compileProgram(createCorridor(0.01), { usesStateInformationGain: false });
    // One slip in a hundred is below the threshold, so the tree has no branch for it.
    const agent = createPlanningAgent(program, { horizon: 6, planStepCount: 100 });
    agent.step(0);
    agent.step(1);
    expect([agent.planCount, agent.followCount]).toEqual([1, 1]);
    agent.step(1);
    expect([agent.planCount, agent.followCount]).toEqual([2, 1]);
  });

  test("plans again when surprised by more than it was told to bear", () => {
    const program = compileProgram(createCorridor(0.1), { usesStateInformationGain: false });
    const agent = createPlanningAgent(program, {
      horizon: 7,
      planStepCount: 100,
      surpriseNatsMax: 1,
    });
    agent.step(0);
    agent.step(1);
    // A slip was in the plan, at 2.3 nats.
    agent.step(1);
    expect([agent.planCount, agent.followCount]).toEqual([2, 1]);
  });

  test("goes the same way again after a reset", () => {
    const program = compileProgram(createCorridor(), {
      selection: "stochastic",
      actionPrecision: 1,
    });
    const agent = createPlanningAgent(program, { horizon: 3, seed: 5 });
    const first = walk(agent, 12);
    agent.reset();
    expect(walk(agent, 12)).toEqual(first);
  });

  test("names every bad option", () => {
    const program = compileProgram(createCorridor());
    expect(() => createPlanningAgent(program, { planStepCount: 0 })).toThrow('"planStepCount"');
    expect(() => createPlanningAgent(program, { surpriseNatsMax: 0 })).toThrow('"surpriseNatsMax"');
    expect(() => createPlanningAgent(program, { nodeCountMax: 0.5 })).toThrow('"nodeCountMax"');
  });
});

describe("a planning agent in the T-maze", () => {
  test.for([
    { rightProbability: 0.5, first: "cue" },
    { rightProbability: 1, first: "right" },
  ] as const)(
    "goes to the $first first when the right arm has the reward with $rightProbability",
    ({ rightProbability, first }) => {
      const model = compileModel(buildTMazeModel({ rightProbability }));
      const agent = createPlanningAgent(compileProgram(model), { horizon: 3 });
      expect(agent.step([T_MAZE_PLACE.centre, 0, 0])[0]).toBe(T_MAZE_PLACE[first]);
    },
  );

  test("plans with everything that its program values, what actions teach included", () => {
    const definition = buildTMazeModel();
    const learner = createLearningAgent(compileModel(definition), {
      seed: 1,
      learning: {
        likelihood: { counts: definition.likelihood },
        usesLikelihoodInformationGain: true,
      },
    });
    learner.step([T_MAZE_PLACE.centre, 0, 0]);
    const { inference } = learner;
    inference.inferPolicies();
    const expected = inference.result.policyValues.slice();
    expect(inference.result.likelihoodInformationGain.some((gain) => gain > 0)).toBe(true);
    const planner = createPlanner(inference.program, { horizon: 1 });
    planner.plan(inference.beliefs);
    for (const [action, value] of expected.entries())
      expect(planner.actionValues[action]).toBeCloseTo(value, 12);
  });
});
