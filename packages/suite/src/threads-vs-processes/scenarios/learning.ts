/**
 * Learning: agents in a ring of rooms that do not know which room looks how. In every step they infer
 * where they are, decide where to go, and add what they saw to their Dirichlet counts. Each owns its
 * model, since it changes it: agents that learn cannot share memory.
 */
import { defineAgent } from "@paceline/agents";
import { createRandom } from "@paceline/core";
import type { Random } from "@paceline/core";
import { compileModel, createLearningAgent } from "@paceline/inference";
import type { LearningAgent } from "@paceline/inference";

const ROOM_COUNT = 8;
/** Left, stay, right. */
const MOVES = [-1, 0, 1] as const;
/** A move that does not happen, and a look that shows another room. */
const SLIP_RATIO = 0.1;
/** Counts to start from: almost nothing known about looks. */
const PRIOR_COUNT = 1;
/** Enough that the first looks are believed. */
const PRIOR_COUNT_OF_OWN = 3;

export interface LearningScenarioOptions {
  readonly seed: number;
}

interface Learner {
  readonly random: Random;
  readonly agent: LearningAgent;
  room: number;
}

/** Answers with its move and its evidence. */
export const learning = defineAgent({
  module: import.meta.url,
  kind: "learning",
  create: (_id, { seed }: LearningScenarioOptions): Learner => ({
    random: createRandom(seed),
    agent: createAgent(seed),
    room: seed % ROOM_COUNT,
  }),
  onObservation(learner, _stepIndex: number) {
    const { random, agent } = learner;
    const isBlurred = random.nextRatio() < SLIP_RATIO;
    const [move = 1] = agent.step([isBlurred ? random.nextIndex(ROOM_COUNT) : learner.room]);
    if (random.nextRatio() >= SLIP_RATIO) {
      learner.room = (learner.room + MOVES[move]! + ROOM_COUNT) % ROOM_COUNT;
    }
    return [move, learnedCount(agent)];
  },
});

function createAgent(seed: number): LearningAgent {
  const looks = { shape: [ROOM_COUNT, ROOM_COUNT], data: initialCounts() };
  const total = PRIOR_COUNT * (ROOM_COUNT - 1) + PRIOR_COUNT_OF_OWN;
  const model = compileModel({
    likelihood: [{ ...looks, data: looks.data.map((count) => count / total) }],
    transition: [{ shape: [ROOM_COUNT, ROOM_COUNT, MOVES.length], data: ringTransition() }],
    preference: [Array.from({ length: ROOM_COUNT }, (_, room) => (room === 0 ? 1 : 0))],
  });
  return createLearningAgent(model, {
    seed,
    learning: { likelihood: { counts: [looks] }, usesLikelihoodInformationGain: true },
  });
}

const initialCounts = (): Float64Array =>
  Float64Array.from({ length: ROOM_COUNT ** 2 }, (_, index) =>
    Math.floor(index / ROOM_COUNT) === index % ROOM_COUNT ? PRIOR_COUNT_OF_OWN : PRIOR_COUNT,
  );

/** Shape `[next, room, move]`. */
function ringTransition(): Float64Array {
  const transition = new Float64Array(ROOM_COUNT ** 2 * MOVES.length);
  for (let room = 0; room < ROOM_COUNT; room++) {
    for (const [index, move] of MOVES.entries()) {
      const next = (room + move + ROOM_COUNT) % ROOM_COUNT;
      transition[(next * ROOM_COUNT + room) * MOVES.length + index]! += 1 - SLIP_RATIO;
      transition[(room * ROOM_COUNT + room) * MOVES.length + index]! += SLIP_RATIO;
    }
  }
  return transition;
}

/** Dirichlet counts of the likelihood, those of the beginning included. */
function learnedCount({ counts }: LearningAgent): number {
  let sum = 0;
  for (const count of counts.likelihood[0]?.counts ?? []) sum += count;
  return sum;
}

export const optionsFor = (
  agentIndex: number,
  { seed }: LearningScenarioOptions,
): LearningScenarioOptions => ({ seed: seed + agentIndex });

/** Grows by one for every observation learned from. */
export const evidenceOf = ([, counts]: readonly [number, number]): number => counts;
