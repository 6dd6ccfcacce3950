import { describe, expect, test } from "vitest";

import {
  createRandom,
  createRandomModel,
  drawActions,
  drawOutcomes,
  MODEL_SHAPES,
} from "../../test/oracle/random-model.ts";
import { createInferenceAgent } from "../agent.ts";
import { compileProgram } from "../inference-program.ts";
import { compileModel } from "../model/compile-model.ts";
import { buildTMazeModel, T_MAZE_PLACE } from "../worlds/t-maze.ts";
import { createPymdpMessageAgent } from "./pymdp-message-agent.ts";
import { createSequenceAgent } from "./sequence-agent.ts";

const METHODS = ["exact", "variational", "marginal"] as const;
const maze = compileModel(buildTMazeModel());

describe("a sequence agent", () => {
  test("decides as an agent without a window does where factors are seen one by one", () => {
    const random = createRandom(3);
    const model = createRandomModel(
      { ...MODEL_SHAPES["two independent factors"]!, zeroRatio: 0, preferenceRange: 1 },
      random,
    );
    const program = compileProgram(model, { policyLength: 2 });
    const plain = createInferenceAgent(program);
    const agent = createSequenceAgent(program, { windowLength: 3 });
    const actions = drawActions(model, 8, random);
    for (const [step, seen] of drawOutcomes(
      model,
      { stepCount: 8, missingRatio: 0.2 },
      random,
    ).entries()) {
      const action = [...plain.step(seen)];
      expect([...agent.step(seen)]).toEqual(action);
      for (const [policy, value] of plain.result.policyValues.entries())
        expect(agent.workspace.policyValues[policy]).toBeCloseTo(value, 9);
      plain.setAction(actions[step]!);
      agent.setAction(actions[step]!);
    }
    expect(agent.windowStepCount).toBe(3);
  });

  test.for(METHODS)("learns from the cue what it did not know before it, %s", (method) => {
    const agent = createSequenceAgent(compileProgram(maze, { policyLength: 2 }), {
      windowLength: 3,
      method,
    });
    expect(agent.step([T_MAZE_PLACE.centre, 0, 0])[0]).toBe(T_MAZE_PLACE.cue);
    const before = agent.belief(0, 1).slice();
    expect(before[0]).toBeCloseTo(0.5, 6);
    // The cue says left: so it was left all along.
    expect(agent.step([T_MAZE_PLACE.cue, 0, 1])[0]).toBe(T_MAZE_PLACE.left);
    expect(agent.belief(0, 1)[1]).toBeGreaterThan(0.9);
    agent.reset();
    expect(agent.windowStepCount).toBe(0);
  });

  test("refuses a method that it does not know", () => {
    expect(() =>
      // @ts-expect-error -- a method that no type allows
      createSequenceAgent(compileProgram(maze), { windowLength: 2, method: "sampling" }),
    ).toThrow('"method"');
  });
});

describe("pymdp's message passing agent", () => {
  const program = compileProgram(maze, { numerics: "pymdp-legacy", policyLength: 2 });

  test("visits the cue first and then the arm it names", () => {
    const agent = createPymdpMessageAgent(program, { windowLength: 3 });
    expect(agent.step([T_MAZE_PLACE.centre, 0, 0])[0]).toBe(T_MAZE_PLACE.cue);
    expect(agent.step([T_MAZE_PLACE.cue, 0, 0])[0]).toBe(T_MAZE_PLACE.right);
  });

  test.for(["averaged", "per-policy"] as const)(
    "keeps beliefs under every policy distributions, with priors %s",
    (prior) => {
      const agent = createPymdpMessageAgent(program, { windowLength: 2, prior });
      for (const observation of [
        [0, 0, 0],
        [3, 0, 1],
        [2, 1, 0],
        [2, 1, 0],
      ])
        agent.step(observation);
      for (let policy = 0; policy < program.policies.policyCount; policy++)
        for (let step = 0; step < agent.stepCount; step++) {
          const belief = agent.belief(policy, step);
          expect(belief.subarray(0, 4).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
          expect(belief.subarray(4).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
        }
    },
  );

  test("names every bad option, and what it cannot do", () => {
    expect(() =>
      createPymdpMessageAgent(compileProgram(maze), { windowLength: 1, stepSize: 0 }),
    ).toThrow(/"windowLength".*"stepSize".*pymdp-legacy/);
    const tied = createRandomModel(
      { ...MODEL_SHAPES["factors that move each other"]!, zeroRatio: 0 },
      createRandom(1),
    );
    expect(() =>
      createPymdpMessageAgent(compileProgram(tied, { numerics: "pymdp-legacy" }), {
        windowLength: 2,
      }),
    ).toThrow("factors that depend on themselves alone");
  });
});
