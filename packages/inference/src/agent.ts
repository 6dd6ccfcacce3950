import type { InferenceArena } from "./arena.ts";
import { AGENT_COUNTERS, createBlankArena } from "./arena.ts";
import { InvalidStateError } from "./errors.ts";
import type { InferenceOptions } from "./inference-options.ts";
import type { InferenceProgram } from "./inference-program.ts";
import { compileProgram } from "./inference-program.ts";
import type { CompiledModel } from "./model/compiled-model.ts";
import type { Observation } from "./states/read-observation.ts";
import { readStepResult } from "./step-result.ts";
import type { StepResult } from "./step-result.ts";
import type { Workspace } from "./workspace.ts";
import { createWorkspace } from "./workspace.ts";

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

  /** What the agent carries from step to step: a copy, plain data. */
  save(): SavedInferenceAgent;
  /**
   * Goes on from what another agent of an equal program had become.
   *
   * @throws {InvalidStateError} when it is of another shape.
   */
  restore(saved: SavedInferenceAgent): void;

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

/** All that makes an agent what it is, beside its program. */
export interface SavedInferenceAgent {
  /** Posterior of all factors, factor after factor. */
  readonly beliefs: Float64Array;
  /** The last action of each control. */
  readonly action: Int32Array;
  /** Steps, changes and the policy being followed, by `AGENT_COUNTERS`. */
  readonly counters: Uint32Array;
  /** State of its random generator. */
  readonly randomState: number;
}

/** Agents in the first arena of a pool; each next arena doubles, up to the maximum. */
const POOL_ARENA_SIZE_MAX = 1024;

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
  const { seed = ++unseededCount } = options;
  const program = "forecast" in source ? source : compileFor(source, options);
  const pool = pools.get(program) ?? createPool(program);
  if (pool.usedCount === pool.arena.agentCount) {
    const agentCount = Math.min(pool.arena.agentCount * 2, POOL_ARENA_SIZE_MAX);
    pool.arena = createBlankArena(program, { agentCount, workspace: pool.workspace });
    pool.usedCount = 0;
  }
  const agent = new Agent(pool, pool.usedCount++);
  agent.reset(seed);
  return agent;
}

/** Apart from what every agent of a program runs through: to leave a field out of an object costs as much as an agent. */
function compileFor(
  model: CompiledModel,
  { seed: _seed, ...options }: InferenceOptions & { readonly seed?: number },
): InferenceProgram {
  return compileProgram(model, options);
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
    result: readStepResult(program, workspace),
    arena: createBlankArena(program, { agentCount: 1, workspace }),
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

  save(): SavedInferenceAgent {
    return {
      beliefs: Float64Array.from(this.beliefs),
      action: Int32Array.from(this.action),
      counters: Uint32Array.from(countersOf(this.#arena, this.#index)),
      randomState: this.#arena.random[this.#index]!,
    };
  }

  restore({ beliefs, action, counters, randomState }: SavedInferenceAgent): void {
    const own = [this.beliefs, this.action, countersOf(this.#arena, this.#index)];
    const lengths = own.map(({ length }) => length).join(", ");
    const given = [beliefs, action, counters].map(({ length }) => length).join(", ");
    if (given !== lengths)
      throw new InvalidStateError(
        `a saved agent has ${given} beliefs, actions and counters, this program's have ${lengths}`,
      );
    this.reset();
    this.beliefs.set(beliefs);
    this.action.set(action);
    countersOf(this.#arena, this.#index).set(counters);
    this.#arena.random[this.#index] = randomState;
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
    return counterOf(this.#arena, this.#index, AGENT_COUNTERS.step);
  }

  get beliefChangeCount(): number {
    return counterOf(this.#arena, this.#index, AGENT_COUNTERS.beliefChange);
  }

  get impossibleCount(): number {
    return counterOf(this.#arena, this.#index, AGENT_COUNTERS.impossible);
  }

  get result(): StepResult {
    if (this.#pool.owner === this) return this.#pool.result;
    throw new InvalidStateError(
      "this agent's results are gone: read them after its own call and before any other agent of the program is called",
    );
  }
}

// Outside of the class: a private method costs each of its instances a field.
function countersOf({ counters, agentCount }: InferenceArena, index: number): Uint32Array {
  const count = counters.length / agentCount;
  return counters.subarray(index * count, (index + 1) * count);
}

function counterOf(
  { counters, agentCount }: InferenceArena,
  index: number,
  counter: number,
): number {
  return counters[index * (counters.length / agentCount) + counter]!;
}
