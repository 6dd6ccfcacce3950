import type { InferenceAgent } from "../agent.ts";
import { createInferenceAgent, workspaceOf } from "../agent.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { assembleProgram } from "../inference-program.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import { InvalidStateError } from "../errors.ts";
import { flattenAction } from "../states/predict-prior.ts";
import type { Observation } from "../states/read-observation.ts";
import { readObservation } from "../states/read-observation.ts";
import type { Workspace } from "../workspace.ts";
import { copyModel } from "./copy-model.ts";
import { Learner } from "./learner.ts";
import type { LearningAgentOptions, LearningOptions } from "./learning-options.ts";
import type { CountTables } from "./read-count-tables.ts";
import { readCountTables } from "./read-count-tables.ts";

/**
 * An agent that learns while it acts. It owns a private copy of the model, so it costs what its model
 * costs; agents that do not learn should share one.
 */
export interface LearningAgent {
  /** The agent that acts: its beliefs and results. Let it step only through the learning agent. */
  readonly inference: InferenceAgent;
  /** The private model: its arrays are the means of what has been learned so far. */
  readonly model: CompiledModel;
  /** Dirichlet counts; null for arrays that are not learned. */
  readonly counts: CountTables;
  /**
   * Learns from the last observation: B from the two last beliefs and the action between them, A and C
   * from the observation, D from the first belief of an episode, E from the posterior over policies when
   * one was inferred. `step` does this by itself; call it last when stepping by parts.
   */
  learn(): void;
  /**
   * One whole step: infers states, infers policies, chooses, learns.
   *
   * @returns one action per control; the agent's own array, overwritten by its next step.
   */
  step(observation: Observation): Int32Array;
  /** The first part of a step. */
  inferStates(observation: Observation): void;
  /**
   * Learns from a whole sequence at once, with beliefs that were inferred outside, such as smoothed ones:
   * D from the first belief, A and C from every observation, B from every transition. The agent's own
   * belief does not change.
   *
   * @throws {InvalidObservationError} when an observation does not fit the model.
   * @throws {InvalidStateError} when the lengths of the sequence do not agree.
   */
  learnSequence(sequence: LearningSequence): void;
  /** Back to before the first observation, with what was learned kept. */
  reset(seed?: number): void;
}

/** A sequence to learn from, of T times. */
export interface LearningSequence {
  /** T observations. */
  readonly observations: readonly Observation[];
  /** Row-major `[T, state]`: belief about all factors at every time, factor after factor. */
  readonly beliefs: Float64Array;
  /** T - 1 actions of all controls; entry t leads from t to t + 1. */
  readonly actions: readonly ArrayLike<number>[];
  /**
   * Per factor, row-major `[T - 1, next, joint previous]`: joint posteriors of successive times. Without
   * them, products of the beliefs are used, which ignores what the transition itself says.
   */
  readonly joints?: readonly Float64Array[];
}

/**
 * Creates an agent that learns.
 *
 * @throws {InvalidModelError} listing everything wrong with the counts.
 */
export function createLearningAgent(
  source: CompiledModel,
  { seed, learning, ...inferenceOptions }: LearningAgentOptions,
): LearningAgent {
  const model = copyModel(source);
  const parameterGain = createGains(model, learning);
  const program = assembleProgram(model, inferenceOptions, { isLearning: true, parameterGain });
  const tables = readCountTables(model, program.policies.policyCount, learning);
  return new Agent(
    program,
    tables,
    createInferenceAgent(program, seed === undefined ? {} : { seed }),
  );
}

const createZeros = ({ values }: { readonly values: Float64Array }): Float64Array =>
  new Float64Array(values.length);

function createGains(
  { likelihoods, transitions }: CompiledModel,
  { usesLikelihoodInformationGain, usesTransitionInformationGain }: LearningOptions,
): InferenceProgram["parameterGain"] {
  const usesLikelihood = usesLikelihoodInformationGain === true;
  const usesTransition = usesTransitionInformationGain === true;
  if (!usesLikelihood && !usesTransition) return null;
  return {
    likelihood: usesLikelihood ? likelihoods.map(createZeros) : [],
    transition: usesTransition ? transitions.map(createZeros) : [],
  };
}

class Agent implements LearningAgent {
  readonly inference: InferenceAgent;
  readonly counts: CountTables;
  readonly #learner: Learner;
  readonly #workspace: Workspace;
  readonly #previousBeliefs: Float64Array;
  readonly #previousActions: Int32Array;
  #hasPolicies = false;

  constructor(program: InferenceProgram, counts: CountTables, inference: InferenceAgent) {
    this.inference = inference;
    this.counts = counts;
    this.#learner = new Learner(program, counts);
    this.#workspace = workspaceOf(program);
    this.#previousBeliefs = new Float64Array(program.model.beliefOffsets.at(-1)!);
    this.#previousActions = new Int32Array(program.model.controls.length);
  }

  get model(): CompiledModel {
    return this.inference.program.model;
  }

  step(observation: Observation): Int32Array {
    this.inferStates(observation);
    this.inference.inferPolicies();
    this.inference.selectAction();
    this.#hasPolicies = true;
    this.learn();
    return this.inference.action;
  }

  inferStates(observation: Observation): void {
    this.#previousBeliefs.set(this.inference.beliefs);
    this.#previousActions.set(this.inference.action);
    this.#hasPolicies = false;
    this.inference.inferStates(observation);
  }

  learn(): void {
    const { beliefs, stepCount } = this.inference;
    const learner = this.#learner;
    const workspace = this.#workspace;
    if (stepCount > 1)
      learner.learnTransition(
        workspace,
        this.#previousBeliefs,
        0,
        this.#previousActions,
        beliefs,
        0,
      );
    learner.learnLikelihood(workspace, beliefs, 0);
    learner.learnPreference(workspace);
    if (stepCount === 1) learner.learnPrior(beliefs, 0);
    if (this.#hasPolicies) learner.learnHabit(workspace);
  }

  learnSequence({ observations, beliefs, actions, joints }: LearningSequence): void {
    const { model } = this;
    const stateCount = model.beliefOffsets.at(-1)!;
    checkLengths({ observations, beliefs, actions }, stateCount);
    for (const [time, observation] of observations.entries()) {
      readObservation(model, observation, this.#workspace);
      this.#learner.learnLikelihood(this.#workspace, beliefs, time * stateCount);
      this.#learner.learnPreference(this.#workspace);
    }
    for (const [time, action] of actions.entries())
      this.#learnMove(Int32Array.from(action), { beliefs, time, joints: joints ?? null });
    this.#learner.learnPrior(beliefs, 0);
    this.#hasPolicies = false;
  }

  #learnMove(
    action: Int32Array,
    sequence: { beliefs: Float64Array; time: number; joints: readonly Float64Array[] | null },
  ): void {
    const { beliefs, time, joints } = sequence;
    const { model } = this;
    const stateCount = model.beliefOffsets.at(-1)!;
    if (joints === null) {
      const start = time * stateCount;
      const end = start + stateCount;
      this.#learner.learnTransition(this.#workspace, beliefs, start, action, beliefs, end);
      return;
    }
    for (const [factor, joint] of joints.entries()) {
      const { stateCount: nextCount, jointStateCount } = model.transitions[factor]!;
      const length = nextCount * jointStateCount;
      const pair = joint.subarray(time * length, (time + 1) * length);
      this.#learner.learnTransitionJoint(factor, flattenAction(model, factor, action, 0), pair);
    }
  }

  reset(seed?: number): void {
    this.inference.reset(seed);
    this.#hasPolicies = false;
  }
}

function checkLengths(
  { observations, beliefs, actions }: LearningSequence,
  stateCount: number,
): void {
  const timeCount = observations.length;
  if (beliefs.length !== timeCount * stateCount)
    throw new InvalidStateError(
      `beliefs of ${timeCount} observations must have ${timeCount * stateCount} entries, got ${beliefs.length}`,
    );
  if (actions.length !== Math.max(timeCount - 1, 0))
    throw new InvalidStateError(
      `${timeCount} observations must have ${Math.max(timeCount - 1, 0)} actions between them, got ${actions.length}`,
    );
}
