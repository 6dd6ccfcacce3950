import type { InferenceAgent } from "../agent.ts";
import { createInferenceAgent, workspaceOf } from "../agent.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { assembleProgram } from "../inference-program.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import type { Observation } from "../states/read-observation.ts";
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
  /** Back to before the first observation, with what was learned kept. */
  reset(seed?: number): void;
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

  reset(seed?: number): void {
    this.inference.reset(seed);
    this.#hasPolicies = false;
  }
}
