import { createExplorer, createGridWorld, deadEndOutbox } from "@paceline/agents";
import type { Explorer, ExplorerOptions, GridObservation } from "@paceline/agents";

import { FIVE_BY_FIVE } from "./workload.ts";

/** Where the episodes begin: the corners and the middle. */
const START_CELLS = [0, 4, 20, 12] as const;
/** Steps of an episode at most; the way from the farthest corner to the goal takes 8. */
const EPISODE_STEP_COUNT_MAX = 10;

/** What an explorer saw on several walks, to be seen again in the same order. */
export interface RecordedEpisodes {
  readonly agent: Explorer;
  readonly observations: readonly GridObservation[];
  /** Per observation, the seed to reset the agent with before it, or -1 within an episode. */
  readonly resetSeeds: Int32Array;
}

/**
 * Lets an explorer walk from several places and records what it sees. An agent that is reset with the
 * same seeds and shown the same does the same, so a benchmark can play the walks again and again: its
 * beliefs keep moving, as they do in life, and no world is in the measured time.
 */
export function recordEpisodes(
  likelihood: NonNullable<ExplorerOptions["likelihood"]>,
): RecordedEpisodes {
  const map = FIVE_BY_FIVE;
  const agent = createExplorer("scout", { map: map.text, likelihood });
  const observations: GridObservation[] = [];
  const resetSeeds: number[] = [];
  for (const [seed, startCell] of START_CELLS.entries()) {
    const world = createGridWorld({ map });
    let seen = world.place("scout", startCell);
    agent.reset(seed);
    // It ends before the goal: an explorer that finds it tells the others, and a message is not a step.
    for (let step = 0; step < EPISODE_STEP_COUNT_MAX && !map.isGoal(seen.cell); step++) {
      observations.push({ ...seen, surroundings: seen.surroundings.slice() });
      resetSeeds.push(step === 0 ? seed : -1);
      seen = world.step("scout", agent.step(seen, deadEndOutbox));
    }
  }
  return { agent, observations, resetSeeds: Int32Array.from(resetSeeds) };
}
