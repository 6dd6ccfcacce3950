import { describe, expect, test } from "vitest";

import { createInferenceAgent } from "./agent.ts";
import { createInferenceArena } from "./arena.ts";
import { InvalidInferenceOptionError, InvalidStateError } from "./errors.ts";
import type { InferenceOptions } from "./inference-options.ts";
import { compileProgram } from "./inference-program.ts";
import { compileModel } from "./model/compile-model.ts";
import { createControllableTransition, createIdentity } from "./model/build-arrays.ts";

/** Two places that are seen as they are; action u goes to place u. */
const room = compileModel({
  states: [{ name: "place", levels: ["left", "right"] }],
  observations: [{ name: "view", levels: ["left", "right"] }],
  controls: [{ name: "move", levels: ["left", "right"] }],
  likelihood: [createIdentity(2)],
  transition: [createControllableTransition(2)],
  preference: [[0, 1]],
});

/** The same without preference: every action is as good as any other. */
const indifferent = compileModel({
  likelihood: [createIdentity(3)],
  transition: [createControllableTransition(3)],
});

describe("an agent", () => {
  test("goes where it prefers to be", () => {
    const agent = createInferenceAgent(room);
    expect([...agent.step(0)]).toEqual([1]);
    // ln C is a log-softmax of [0, 1]; the place is certain after either action, so nothing is learned.
    expect(agent.result.utility[1]! - agent.result.utility[0]!).toBeCloseTo(1, 12);
    expect(agent.result.policyPosterior[1]).toBeCloseTo(1 / (1 + Math.exp(-16)), 12);
  });

  test("counts the steps in which inference changed its belief", () => {
    const agent = createInferenceAgent(room);
    agent.step(0);
    agent.step(1);
    expect([agent.stepCount, agent.beliefChangeCount]).toEqual([2, 2]);
    agent.setAction([1]);
    agent.step(1);
    expect([agent.stepCount, agent.beliefChangeCount]).toEqual([3, 2]);
    agent.reset();
    expect([agent.stepCount, agent.beliefChangeCount]).toEqual([0, 0]);
    expect([...agent.beliefs]).toEqual([0.5, 0.5]);
  });

  test("goes on as another agent from what it had become, to the last choice", () => {
    const program = compileProgram(indifferent, { selection: "stochastic" });
    const [agent, heir] = [1, 2].map((seed) => createInferenceAgent(program, { seed }));
    const walk = (walker: typeof agent): number[][] =>
      [0, 2, 1, 1, 0, 2, 2].map((seen) => [...walker!.step(seen), ...walker!.beliefs]);
    walk(agent);
    const saved = structuredClone(agent!.save());
    const expected = walk(agent);
    heir!.restore(saved);
    expect(walk(heir)).toEqual(expected);
    expect(heir!.stepCount).toBe(14);
    expect(() => createInferenceAgent(room).restore(saved)).toThrow(InvalidStateError);
  });

  test("says that another agent's call has overwritten its results", () => {
    const program = compileProgram(room);
    const [one, other] = [createInferenceAgent(program), createInferenceAgent(program)];
    one.step(0);
    other.step(0);
    expect(() => one.result).toThrow(InvalidStateError);
    expect(other.result.surpriseNats).toBeCloseTo(Math.LN2, 12);
  });

  test("will not choose from policies that another agent inferred", () => {
    const arena = createInferenceArena(compileProgram(room), { agentCount: 2 });
    arena.inferStates(0, 0);
    arena.inferPolicies(0);
    expect(() => arena.selectAction(1)).toThrow(InvalidStateError);
  });
});

const choose = (options: InferenceOptions, seed: number): number => {
  const agent = createInferenceAgent(compileProgram(indifferent, options), { seed });
  return agent.step(0)[0]!;
};

describe("ties", () => {
  test("go to the lowest index by default", () => {
    expect(choose({}, 5)).toBe(0);
  });

  test("are drawn evenly and the same for the same seed when seeded", () => {
    const options: InferenceOptions = { tieBreak: "seeded" };
    const seeds = Array.from({ length: 300 }, (_, seed) => seed);
    const choices = seeds.map((seed) => choose(options, seed));
    expect(choices).toEqual(seeds.map((seed) => choose(options, seed)));
    for (const action of [0, 1, 2]) {
      const count = choices.filter((choice) => choice === action).length;
      // 100 expected, standard deviation 8.2: four of them.
      expect(Math.abs(count - 100)).toBeLessThan(33);
    }
  });

  test("are what lies within the tolerance", () => {
    const nearly = compileModel({
      likelihood: [createIdentity(2)],
      transition: [createControllableTransition(2)],
      preference: [[0, 1e-6]],
    });
    const first = (tieTolerance: number): number =>
      createInferenceAgent(compileProgram(nearly, { tieTolerance })).step(0)[0]!;
    expect([first(1e-3), first(1e-12)]).toEqual([0, 1]);
  });
});

test("stochastic selection draws actions with the probabilities it reports", () => {
  const program = compileProgram(room, {
    selection: "stochastic",
    policyPrecision: 1,
    actionPrecision: 2,
  });
  const agent = createInferenceAgent(program, { seed: 7 });
  let rightCount = 0;
  for (let trial = 0; trial < 4000; trial++) {
    agent.reset();
    rightCount += agent.step(0)[0]!;
  }
  // σ(α ln p) with α = 2 and p = σ(1): p² / (p² + (1 - p)²).
  const probability = 1 / (1 + Math.exp(-2));
  expect(agent.result.actionProbabilities(0)[1]).toBeCloseTo(probability, 12);
  const deviation = Math.sqrt(4000 * probability * (1 - probability));
  expect(Math.abs(rightCount - 4000 * probability)).toBeLessThan(4 * deviation);
});

describe("following a policy", () => {
  const plan: InferenceOptions = {
    policyLength: 3,
    sampling: "full",
    policies: [[[1], [0], [1]]],
    stepsPerPlan: 3,
  };

  test("takes its actions in turn and plans again after the interval", () => {
    const arena = createInferenceArena(compileProgram(room, plan), { agentCount: 1 });
    const actions = [0, 1, 0, 1].map((seen) => {
      arena.step(0, seen);
      return arena.actions[0];
    });
    expect(actions).toEqual([1, 0, 1, 1]);
  });

  test("ends at once on a surprise", () => {
    const program = compileProgram(room, { ...plan, replanSurpriseNats: 3 });
    const agent = createInferenceAgent(program);
    agent.step(0);
    // It went right and sees left, which its model rules out.
    expect([...agent.step(0)]).toEqual([1]);
    expect(agent.result.surpriseNats).toBe(Infinity);
  });

  test.for([
    [{ policyLength: 2, sampling: "full", stepsPerPlan: 3 }, "at most the policy length, 2"],
    [{ policyLength: 3, stepsPerPlan: 2 }, '"full" when a policy is followed'],
  ] as const)("needs policies long enough and whole: %o", ([options, message]) => {
    expect(() => compileProgram(room, options)).toThrow(message);
  });
});

test("every bad option is reported at once", () => {
  const options = {
    numerics: "fast",
    policyLength: 0,
    policyPrecision: -1,
    actionPrecision: Number.NaN,
    selection: "greedy",
  } as unknown as InferenceOptions;
  const attempt = (): unknown => compileProgram(room, options);
  expect(attempt).toThrow(InvalidInferenceOptionError);
  for (const name of Object.keys(options)) expect(attempt).toThrow(`option "${name}"`);
});

test("an action that a control does not have is refused by name", () => {
  const agent = createInferenceAgent(room);
  expect(() => agent.setAction([2])).toThrow(
    'action on axis "move" must be an integer in [0, 2), got 2',
  );
  expect(() => agent.setAction([0, 0])).toThrow("must be 1 actions, got 2");
});
