import { describe, expect, test } from "vitest";

import { createRandom } from "../../test/oracle/random-model.ts";
import type { InferenceAgent } from "../agent.ts";
import { createInferenceAgent } from "../agent.ts";
import { compileProgram } from "../inference-program.ts";
import { compileModel } from "../model/compile-model.ts";
import { BANDIT_ASK, BANDIT_FIRST_ARM, buildBanditModel, createBandit } from "./bandit.ts";
import { buildChainingModel, CHAINING_LAYOUT, createChaining } from "./epistemic-chaining.ts";
import type { Cell } from "./epistemic-chaining.ts";
import { buildTMazeModel, createTMaze, T_MAZE_PLACE } from "./t-maze.ts";
import type { World } from "./world.ts";

/** Lets an agent live in a world; returns the action of one control at every step. */
function play(agent: InferenceAgent, world: World, stepCount: number, control: number): number[] {
  return Array.from({ length: stepCount }, () => {
    const actions = agent.step(world.observe());
    world.act(actions);
    return actions[control]!;
  });
}

describe("T-maze", () => {
  const { cue, right, left } = T_MAZE_PLACE;

  test.for([
    ["right", right],
    ["left", left],
  ] as const)(
    "an agent that does not know the arm goes to the cue first, then %s",
    ([rewardSide, arm]) => {
      const program = compileProgram(compileModel(buildTMazeModel()), { policyLength: 2 });
      for (let seed = 0; seed < 20; seed++) {
        const world = createTMaze({ rewardSide, nextRatio: createRandom(seed) });
        expect(play(createInferenceAgent(program), world, 3, 0)).toEqual([cue, arm, arm]);
      }
    },
  );

  test.for([
    ["right", 1, right],
    ["left", 0, left],
  ] as const)(
    "an agent that knows the arm is %s goes there at once",
    ([rewardSide, rightProbability, arm]) => {
      const model = compileModel(buildTMazeModel({ rightProbability }));
      const agent = createInferenceAgent(compileProgram(model, { policyLength: 2 }));
      const world = createTMaze({ rewardSide, nextRatio: createRandom(1) });
      expect(play(agent, world, 3, 0)).toEqual([arm, arm, arm]);
    },
  );

  test("an agent that allows for change finds the reward again after a reversal", () => {
    const model = compileModel(buildTMazeModel({ stability: 0.95 }));
    const agent = createInferenceAgent(compileProgram(model, { policyLength: 2 }));
    const world = createTMaze({
      rewardSide: "right",
      reversalStep: 8,
      nextRatio: createRandom(4),
    });
    const places = play(agent, world, 20, 0);
    expect(places.slice(1, 7).filter((place) => place === right).length).toBeGreaterThan(3);
    expect(places.slice(12).filter((place) => place === left).length).toBeGreaterThan(5);
  });
});

describe("bandit", () => {
  test("an agent that does not know the best arm asks first, then plays what it was told", () => {
    const program = compileProgram(compileModel(buildBanditModel({ armCount: 3 })), {
      policyLength: 2,
    });
    for (const bestArm of [0, 1, 2]) {
      const world = createBandit({
        armCount: 3,
        bestArm,
        hintReliability: 1,
        nextRatio: createRandom(bestArm),
      });
      const choices = play(createInferenceAgent(program), world, 3, 1);
      expect(choices).toEqual([BANDIT_ASK, BANDIT_FIRST_ARM + bestArm, BANDIT_FIRST_ARM + bestArm]);
    }
  });

  test("an agent that knows the best arm plays it at once", () => {
    const model = compileModel(buildBanditModel({ armCount: 3, bestArmPrior: [0, 1, 0] }));
    const agent = createInferenceAgent(compileProgram(model, { policyLength: 2 }));
    const world = createBandit({ armCount: 3, bestArm: 1, nextRatio: createRandom(9) });
    expect(play(agent, world, 1, 1)).toEqual([BANDIT_FIRST_ARM + 1]);
  });
});

const nameOf = ({ row, column }: Cell): string => `${row},${column}`;

describe("epistemic chaining", () => {
  test.for([
    // Rewards within reach of the four steps that policies look ahead, from the second cue.
    { cue: 0, side: 0 },
    { cue: 2, side: 1 },
    { cue: 2, side: 0 },
  ] as const)("an agent follows the cues to the reward: %o", ({ cue, side }) => {
    const program = compileProgram(compileModel(buildChainingModel()), { policyLength: 4 });
    const agent = createInferenceAgent(program);
    const world = createChaining({ cue, side });
    const visited: string[] = [];
    for (let step = 0; step < 16; step++) {
      world.act(agent.step(world.observe()));
      visited.push(nameOf(world.place()));
    }
    const { firstCue, cueCells, rewardCells } = CHAINING_LAYOUT;
    const first = visited.indexOf(nameOf(firstCue));
    const second = visited.indexOf(nameOf(cueCells[cue]!));
    const reward = visited.indexOf(nameOf(rewardCells[side]));
    expect(first).toBeGreaterThanOrEqual(0);
    expect(second).toBeGreaterThan(first);
    expect(reward).toBeGreaterThan(second);
    expect(visited).not.toContain(nameOf(rewardCells[side === 0 ? 1 : 0]));
  });
});
