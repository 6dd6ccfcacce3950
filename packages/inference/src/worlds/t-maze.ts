import type { RatioSource } from "../model/build-arrays.ts";
import { createControllableTransition } from "../model/build-arrays.ts";
import type { ModelDefinition } from "../model/model-definition.ts";
import { drawLevel } from "./world.ts";
import type { World } from "./world.ts";

/** Places of the maze: where it starts, its arms, and the place of the cue. */
export const T_MAZE_PLACES = ["centre", "right", "left", "cue"] as const;
export const T_MAZE_REWARDS = ["none", "win", "loss"] as const;

/** Indices into {@link T_MAZE_PLACES}, which are also the actions that lead there. */
export const T_MAZE_PLACE = { centre: 0, right: 1, left: 2, cue: 3 } as const;

export interface TMazeOptions {
  /**
   * Probability of a win in the rewarded arm, and of a loss in the other.
   *
   * @defaultValue 0.98
   */
  readonly rewardProbability?: number;
  /**
   * Prior probability that the right arm is the rewarded one; 0.5 is uncertain, 1 certain.
   *
   * @defaultValue 0.5
   */
  readonly rightProbability?: number;
  /**
   * Probability, from one step to the next, that the rewarded arm stays the same.
   *
   * @defaultValue 1
   */
  readonly stability?: number;
  /**
   * Log preferences for no reward, a win and a loss.
   *
   * @defaultValue [0, 3, -3]
   */
  readonly rewardPreference?: readonly [number, number, number];
}

/**
 * Model of the T-maze: a reward is in one of two arms, and a cue elsewhere tells in which. Going to the
 * cue brings nothing but knowledge.
 *
 * @see Friston et al. (2015), "Active inference and epistemic value", Cognitive Neuroscience 6(4).
 */
export function buildTMazeModel(options: TMazeOptions = {}): ModelDefinition {
  const { rewardProbability = 0.98, rightProbability = 0.5, stability = 1 } = options;
  const { rewardPreference = [0, 3, -3] } = options;
  const places = [...T_MAZE_PLACES.keys()];
  const sides = [0, 1];
  return {
    name: "T-maze",
    states: [
      { name: "place", levels: T_MAZE_PLACES },
      { name: "reward side", levels: ["right", "left"] },
    ],
    observations: [
      { name: "place", levels: T_MAZE_PLACES },
      { name: "reward", levels: T_MAZE_REWARDS },
      { name: "cue", levels: ["right", "left"] },
    ],
    controls: [
      { name: "go to", levels: T_MAZE_PLACES },
      { name: "reward side", levels: ["as it is"] },
    ],
    likelihood: [
      places.map((seen) => places.map((place) => sides.map(() => Number(seen === place)))),
      [...T_MAZE_REWARDS.keys()].map((reward) =>
        places.map((place) =>
          sides.map((side) => rewardAt(place, side, rewardProbability)[reward]!),
        ),
      ),
      sides.map((seen) =>
        places.map((place) =>
          sides.map((side) => (place === T_MAZE_PLACE.cue ? Number(seen === side) : 0.5)),
        ),
      ),
    ],
    transition: [
      createControllableTransition(places.length),
      sides.map((next) => sides.map((side) => [next === side ? stability : 1 - stability])),
    ],
    preference: [[0, 0, 0, 0], rewardPreference, [0, 0]],
    prior: [
      [1, 0, 0, 0],
      [rightProbability, 1 - rightProbability],
    ],
  };
}

/** Probabilities of no reward, a win and a loss at a place. */
function rewardAt(place: number, side: number, probability: number): readonly number[] {
  const isArm = place === T_MAZE_PLACE.right || place === T_MAZE_PLACE.left;
  if (!isArm) return [1, 0, 0];
  const isRewarded = place === T_MAZE_PLACE.right + side;
  return isRewarded ? [0, probability, 1 - probability] : [0, 1 - probability, probability];
}

export interface TMazeWorldOptions {
  readonly rewardSide: "right" | "left";
  /** As in the model. */
  readonly rewardProbability?: number;
  /** Step, counted from 0, from which the other arm is the rewarded one. Never when not given. */
  readonly reversalStep?: number;
  /** Uniform in [0, 1); decides about wins and losses, and what is seen of the cue from elsewhere. */
  readonly nextRatio: RatioSource;
}

/** A T-maze to act in. */
export function createTMaze(options: TMazeWorldOptions): World {
  const { rewardSide, rewardProbability = 0.98, reversalStep = Infinity, nextRatio } = options;
  let place: number = T_MAZE_PLACE.centre;
  let step = 0;
  return {
    observe() {
      const first = rewardSide === "right" ? 0 : 1;
      const side = step < reversalStep ? first : 1 - first;
      const cue = place === T_MAZE_PLACE.cue ? side : drawLevel([0.5, 0.5], nextRatio());
      return [place, drawLevel(rewardAt(place, side, rewardProbability), nextRatio()), cue];
    },
    act(actions) {
      place = actions[0]!;
      step++;
    },
  };
}
