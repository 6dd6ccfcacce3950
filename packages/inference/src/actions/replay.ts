import { createInferenceAgent } from "../agent.ts";
import { InvalidStateError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";
import type { Observation } from "../states/read-observation.ts";

/** What somebody saw and did. */
export interface Episode {
  readonly observations: readonly Observation[];
  /** One action per control for every observation: what was done after it. */
  readonly actions: readonly ArrayLike<number>[];
}

/** How well a program accounts for an episode. */
export interface ReplayedEpisode {
  /** ln p(actions | observations, program), in nats: what a fit maximises. */
  readonly logLikelihoodNats: number;
  /** The same, step by step. */
  readonly stepLogLikelihoodNats: Float64Array;
}

/**
 * Log-likelihood of given actions: what the program would have done with which probability at each step,
 * had it seen what was seen and done what was done. For fitting models and precisions to behaviour.
 *
 * Probabilities are those of stochastic selection, σ(α ln p), of each control's marginal or, with
 * `sampling: "full"`, of the policies that begin with the given actions.
 *
 * @throws {InvalidStateError} when there is not one action per observation.
 * @throws {InvalidActionError} when an action does not fit the controls.
 */
export function replayEpisode(
  program: InferenceProgram,
  { observations, actions }: Episode,
): ReplayedEpisode {
  if (observations.length !== actions.length)
    throw new InvalidStateError(
      `an episode needs one action per observation, got ${actions.length} for ${observations.length}`,
    );
  const agent = createInferenceAgent(program, { seed: 0 });
  const steps = new Float64Array(observations.length);
  for (const [index, observation] of observations.entries()) {
    agent.inferStates(observation);
    agent.inferPolicies();
    agent.setAction(actions[index]!);
    steps[index] = Math.log(agent.result.actionProbability(actions[index]!));
  }
  return {
    stepLogLikelihoodNats: steps,
    logLikelihoodNats: steps.reduce((sum, step) => sum + step, 0),
  };
}
