import type { RatioSource } from "../model/build-arrays.ts";
import { createControllableTransition, createIdentity } from "../model/build-arrays.ts";
import type { ModelDefinition } from "../model/model-definition.ts";
import { drawLevel } from "./world.ts";
import type { World } from "./world.ts";

export interface BanditOptions {
  readonly armCount: number;
  /**
   * Probability of a win on the best arm; on the others it is that of a loss.
   *
   * @defaultValue 0.8
   */
  readonly winProbability?: number;
  /**
   * Probability that a hint names the best arm. The rest is spread over the others.
   *
   * @defaultValue 0.9
   */
  readonly hintReliability?: number;
  /**
   * Prior over which arm is best.
   *
   * @defaultValue uniform
   */
  readonly bestArmPrior?: readonly number[];
  /**
   * Log preferences for nothing, a win and a loss.
   *
   * @defaultValue [0, 2, -2]
   */
  readonly rewardPreference?: readonly [number, number, number];
}

/**
 * Model of a bandit with a hint: one of several arms is the best, and instead of playing one may ask.
 * Choices are `wait`, `ask`, then the arms; an action is the next choice.
 *
 * @see Smith, Friston & Whyte (2022), "A step-by-step tutorial on active inference", J. Math. Psychol.
 *   107, 102632, whose explore-exploit task this generalises to any number of arms.
 */
export function buildBanditModel(options: BanditOptions): ModelDefinition {
  const { armCount, winProbability = 0.8, hintReliability = 0.9 } = options;
  const { rewardPreference = [0, 2, -2] } = options;
  const arms = Array.from({ length: armCount }, (_, arm) => arm);
  const choices = ["wait", "ask", ...arms.map((arm) => `arm ${arm}`)];
  const rows = (count: number, probabilitiesAt: Outcomes): readonly (readonly number[][])[] =>
    Array.from({ length: count }, (_, outcome) =>
      arms.map((best) => choices.map((_choice, choice) => probabilitiesAt(best, choice)[outcome]!)),
    );
  return {
    name: "bandit with a hint",
    states: [
      { name: "best arm", levels: arms.map((arm) => `arm ${arm}`) },
      { name: "choice", levels: choices },
    ],
    observations: [
      { name: "hint", levels: ["none", ...arms.map((arm) => `arm ${arm}`)] },
      { name: "reward", levels: ["none", "win", "loss"] },
      { name: "choice", levels: choices },
    ],
    controls: [
      { name: "best arm", levels: ["as it is"] },
      { name: "choose", levels: choices },
    ],
    likelihoodDependencies: [[0, 1], [0, 1], [1]],
    likelihood: [
      rows(armCount + 1, (best, choice) => hintAt(best, choice, { armCount, hintReliability })),
      rows(3, (best, choice) => rewardAt(best, choice, winProbability)),
      createIdentity(choices.length),
    ],
    transition: [
      arms.map((next) => arms.map((best) => [Number(next === best)])),
      createControllableTransition(choices.length),
    ],
    preference: [choices.slice(1).map(() => 0), rewardPreference, choices.map(() => 0)],
    prior: [
      options.bestArmPrior ?? arms.map(() => 1 / armCount),
      choices.map((_, choice) => Number(choice === 0)),
    ],
  };
}

type Outcomes = (best: number, choice: number) => readonly number[];

/** Index of the choice to ask, and of the first arm among the choices. */
export const BANDIT_ASK = 1;
export const BANDIT_FIRST_ARM = 2;

function hintAt(
  best: number,
  choice: number,
  { armCount, hintReliability }: { armCount: number; hintReliability: number },
): readonly number[] {
  const arms = Array.from({ length: armCount }, (_, arm) => arm);
  if (choice !== BANDIT_ASK) return [1, ...arms.map(() => 0)];
  const missRatio = armCount === 1 ? 0 : (1 - hintReliability) / (armCount - 1);
  return [0, ...arms.map((arm) => (arm === best ? 1 - missRatio * (armCount - 1) : missRatio))];
}

function rewardAt(best: number, choice: number, winProbability: number): readonly number[] {
  if (choice < BANDIT_FIRST_ARM) return [1, 0, 0];
  const isBest = choice - BANDIT_FIRST_ARM === best;
  return isBest ? [0, winProbability, 1 - winProbability] : [0, 1 - winProbability, winProbability];
}

export interface BanditWorldOptions {
  readonly armCount: number;
  readonly bestArm: number;
  readonly winProbability?: number;
  readonly hintReliability?: number;
  readonly nextRatio: RatioSource;
}

/** A bandit to play. */
export function createBandit(options: BanditWorldOptions): World {
  const { armCount, bestArm, winProbability = 0.8, hintReliability = 0.9, nextRatio } = options;
  let choice = 0;
  return {
    observe: () => [
      drawLevel(hintAt(bestArm, choice, { armCount, hintReliability }), nextRatio()),
      drawLevel(rewardAt(bestArm, choice, winProbability), nextRatio()),
      choice,
    ],
    act(actions) {
      choice = actions[1]!;
    },
  };
}
