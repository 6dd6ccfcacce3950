import { sharpen } from "./actions/select-index.ts";
import type { InferenceArena } from "./arena.ts";
import { AGENT_COUNTERS, createInferenceArena } from "./arena.ts";
import { InvalidStateError } from "./errors.ts";
import type { InferenceOptions } from "./inference-options.ts";
import type { InferenceProgram } from "./inference-program.ts";
import { compileProgram } from "./inference-program.ts";
import type { CompiledModel } from "./model/compiled-model.ts";
import type { Observation } from "./states/read-observation.ts";
import type { Workspace } from "./workspace.ts";
import { createWorkspace, STEP_SCALARS } from "./workspace.ts";

/** One agent: takes observations, returns actions. */
export interface InferenceAgent {
  readonly program: InferenceProgram;
  /**
   * One whole step: infers states, infers policies, chooses.
   *
   * @returns one action per control; the agent's own array, overwritten by its next step.
   * @throws {InvalidObservationError} naming the axis that the observation does not fit.
   */
  step(observation: Observation): Int32Array;
  inferStates(observation: Observation): void;
  inferPolicies(): void;
  selectAction(): Int32Array;
  /** Overrides the action that conditions the next prior. */
  setAction(actions: ArrayLike<number>): void;
  /** Back to before the first observation; with a seed, the random generator too. */
  reset(seed?: number): void;

  /** The last action of each control; the agent's own array. */
  readonly action: Int32Array;
  /** Posterior of all factors, factor after factor; the agent's own array. */
  readonly beliefs: Float64Array;
  /** Posterior of one factor, a view of `beliefs`. */
  belief(factor: number): Float64Array;
  readonly stepCount: number;
  /** Steps whose posterior differed from the one before. Zero after some steps: nothing was inferred. */
  readonly beliefChangeCount: number;
  /** Observations that were impossible under the model. */
  readonly impossibleCount: number;
  /**
   * What the last call computed besides beliefs and action. Agents of one program share this memory, so
   * it may be read until another agent of the program is called; later reads throw.
   */
  readonly result: StepResult;
}

/** Views of the results of one step; overwritten by the next step of any agent of the program. */
export interface StepResult {
  /** Variational free energy of the posterior, in nats. */
  readonly freeEnergyNats: number;
  /** -ln p(observation), in nats, exact or its bound; Infinity when impossible under the model. */
  readonly surpriseNats: number;
  readonly isObservationImpossible: boolean;
  /** Fixed-point iterations; 0 where one exact update was enough. */
  readonly iterationCount: number;
  /** Σ |posterior - previous posterior|. */
  readonly beliefShift: number;
  /** Predictive prior of all factors, factor after factor. */
  readonly priors: Float64Array;
  /** G per policy: negative expected free energy, larger is better, in nats. */
  readonly policyValues: Float64Array;
  readonly utility: Float64Array;
  readonly stateInformationGain: Float64Array;
  /** Zeros unless the program has goals to work back from. */
  readonly inductiveValue: Float64Array;
  /** Zeros unless the agent learns and values learning A. */
  readonly likelihoodInformationGain: Float64Array;
  /** Zeros unless the agent learns and values learning B. */
  readonly transitionInformationGain: Float64Array;
  /** q(π). */
  readonly policyPosterior: Float64Array;
  /** Probabilities of the first actions of one control. */
  actionMarginal(control: number): Float64Array;
  /** What stochastic selection draws one control's action from, σ(α ln marginal): a new array. */
  actionProbabilities(control: number): Float64Array;
  /** Probability with which stochastic selection takes these actions, one per control. */
  actionProbability(actions: ArrayLike<number>): number;
}

/** Agents in the first arena of a pool; each next arena doubles, up to the maximum. */
const POOL_ARENA_SIZE_MAX = 256;

interface AgentPool {
  readonly workspace: Workspace;
  readonly result: StepResult;
  arena: InferenceArena;
  usedCount: number;
  /** The agent whose results are in the workspace. */
  owner: InferenceAgent | null;
}

/** Agents of one program share scratch memory and slabs; a pool is dropped with its program. */
const pools = new WeakMap<InferenceProgram, AgentPool>();

let unseededCount = 0;

/**
 * Creates one agent. Given a program, this takes a place in a slab that agents of the program share and
 * costs a few hundred bytes; given a model, it compiles a program of its own first.
 *
 * @param options - how to infer and choose, when given a model; a program carries its own.
 */
export function createInferenceAgent(
  source: InferenceProgram | CompiledModel,
  options: InferenceOptions & { readonly seed?: number } = {},
): InferenceAgent {
  const { seed = ++unseededCount, ...inferenceOptions } = options;
  const program = "forecast" in source ? source : compileProgram(source, inferenceOptions);
  const pool = pools.get(program) ?? createPool(program);
  if (pool.usedCount === pool.arena.agentCount) {
    const agentCount = Math.min(pool.arena.agentCount * 2, POOL_ARENA_SIZE_MAX);
    pool.arena = createInferenceArena(program, { agentCount, workspace: pool.workspace });
    pool.usedCount = 0;
  }
  const agent = new Agent(pool, pool.usedCount++);
  agent.reset(seed);
  return agent;
}

/**
 * Scratch memory that agents of a program made by {@link createInferenceAgent} share on this thread.
 *
 * @internal
 */
export function workspaceOf(program: InferenceProgram): Workspace {
  return (pools.get(program) ?? createPool(program)).workspace;
}

function createPool(program: InferenceProgram): AgentPool {
  const workspace = createWorkspace(program);
  const pool: AgentPool = {
    workspace,
    result: new WorkspaceResult(program, workspace),
    arena: createInferenceArena(program, { agentCount: 1, workspace }),
    usedCount: 0,
    owner: null,
  };
  pools.set(program, pool);
  return pool;
}

class Agent implements InferenceAgent {
  readonly #pool: AgentPool;
  readonly #arena: InferenceArena;
  readonly #index: number;
  #action: Int32Array | null = null;
  #beliefs: Float64Array | null = null;

  constructor(pool: AgentPool, index: number) {
    this.#pool = pool;
    this.#arena = pool.arena;
    this.#index = index;
  }

  get program(): InferenceProgram {
    return this.#arena.program;
  }

  step(observation: Observation): Int32Array {
    this.#pool.owner = this;
    this.#arena.step(this.#index, observation);
    return this.action;
  }

  inferStates(observation: Observation): void {
    this.#pool.owner = this;
    this.#arena.inferStates(this.#index, observation);
  }

  inferPolicies(): void {
    this.#pool.owner = this;
    this.#arena.inferPolicies(this.#index);
  }

  selectAction(): Int32Array {
    this.#arena.selectAction(this.#index);
    return this.action;
  }

  setAction(actions: ArrayLike<number>): void {
    this.#arena.setAction(this.#index, actions);
  }

  reset(seed?: number): void {
    this.#arena.reset(this.#index, seed);
    if (this.#pool.owner === this) this.#pool.owner = null;
  }

  // Views cost more than the numbers they show, so an agent makes them when first asked.
  get action(): Int32Array {
    if (this.#action !== null) return this.#action;
    const count = this.program.model.controls.length;
    this.#action = this.#arena.actions.subarray(this.#index * count, (this.#index + 1) * count);
    return this.#action;
  }

  get beliefs(): Float64Array {
    if (this.#beliefs !== null) return this.#beliefs;
    const count = this.program.model.beliefOffsets.at(-1)!;
    this.#beliefs = this.#arena.beliefs.subarray(this.#index * count, (this.#index + 1) * count);
    return this.#beliefs;
  }

  belief(factor: number): Float64Array {
    const { beliefOffsets } = this.program.model;
    return this.beliefs.subarray(beliefOffsets[factor], beliefOffsets[factor + 1]);
  }

  get stepCount(): number {
    return this.#counter(AGENT_COUNTERS.step);
  }

  get beliefChangeCount(): number {
    return this.#counter(AGENT_COUNTERS.beliefChange);
  }

  get impossibleCount(): number {
    return this.#counter(AGENT_COUNTERS.impossible);
  }

  get result(): StepResult {
    if (this.#pool.owner === this) return this.#pool.result;
    throw new InvalidStateError(
      "this agent's results are gone: read them after its own call and before any other agent of the program is called",
    );
  }

  #counter(counter: number): number {
    const { counters, agentCount } = this.#arena;
    return counters[this.#index * (counters.length / agentCount) + counter]!;
  }
}

class WorkspaceResult implements StepResult {
  readonly #program: InferenceProgram;
  readonly #workspace: Workspace;

  constructor(program: InferenceProgram, workspace: Workspace) {
    this.#program = program;
    this.#workspace = workspace;
  }

  get freeEnergyNats(): number {
    return this.#workspace.scalars[STEP_SCALARS.freeEnergyNats]!;
  }

  get surpriseNats(): number {
    return this.#workspace.scalars[STEP_SCALARS.surpriseNats]!;
  }

  get isObservationImpossible(): boolean {
    return this.#workspace.scalars[STEP_SCALARS.isImpossible] === 1;
  }

  get iterationCount(): number {
    return this.#workspace.scalars[STEP_SCALARS.iterationCount]!;
  }

  get beliefShift(): number {
    return this.#workspace.scalars[STEP_SCALARS.beliefShift]!;
  }

  get priors(): Float64Array {
    return this.#workspace.priors;
  }

  get policyValues(): Float64Array {
    return this.#workspace.policyValues;
  }

  get utility(): Float64Array {
    return this.#workspace.utility;
  }

  get stateInformationGain(): Float64Array {
    return this.#workspace.stateInformationGain;
  }

  get inductiveValue(): Float64Array {
    return this.#workspace.inductiveValue;
  }

  get likelihoodInformationGain(): Float64Array {
    return this.#workspace.likelihoodInformationGain;
  }

  get transitionInformationGain(): Float64Array {
    return this.#workspace.transitionInformationGain;
  }

  get policyPosterior(): Float64Array {
    return this.#workspace.policyPosterior;
  }

  actionMarginal(control: number): Float64Array {
    const { actionMarginals, actionOffsets } = this.#workspace;
    return actionMarginals.subarray(actionOffsets[control], actionOffsets[control + 1]);
  }

  actionProbabilities(control: number): Float64Array {
    const marginal = this.actionMarginal(control);
    const { options, numerics } = this.#program;
    const probabilities = new Float64Array(marginal.length);
    sharpen(marginal, 0, marginal.length, options.actionPrecision, numerics, probabilities);
    return probabilities;
  }

  actionProbability(actions: ArrayLike<number>): number {
    const { options, model } = this.#program;
    if (options.sampling === "full") return this.#policyProbability(actions);
    return model.controls.reduce(
      (product, _, control) => product * this.actionProbabilities(control)[actions[control]!]!,
      1,
    );
  }

  /** Summed over the policies that begin with the actions. */
  #policyProbability(actions: ArrayLike<number>): number {
    const { policies, options, numerics } = this.#program;
    const { policyCount, policyLength, controlCount } = policies;
    const probabilities = new Float64Array(policyCount);
    const { policyPosterior } = this.#workspace;
    sharpen(policyPosterior, 0, policyCount, options.actionPrecision, numerics, probabilities);
    return probabilities.reduce((sum, probability, policy) => {
      const start = policy * policyLength * controlCount;
      for (let control = 0; control < controlCount; control++)
        if (policies.actions[start + control] !== actions[control]) return sum;
      return sum + probability;
    }, 0);
  }
}
