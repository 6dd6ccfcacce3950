import { InvalidActionError, InvalidInferenceOptionError, InvalidStateError } from "./errors.ts";
import { selectAction } from "./actions/select-action.ts";
import type { InferenceProgram } from "./inference-program.ts";
import { inferPolicyPosterior } from "./policies/infer-policies.ts";
import { inferPosterior } from "./states/infer-states.ts";
import { predictPriors } from "./states/predict-prior.ts";
import type { Observation } from "./states/read-observation.ts";
import { readObservation } from "./states/read-observation.ts";
import type { Workspace } from "./workspace.ts";
import { createWorkspace, STEP_SCALARS } from "./workspace.ts";

/** Counters kept per agent. */
export const AGENT_COUNTERS = {
  /** Observations taken in since the last reset. */
  step: 0,
  /** Steps whose posterior differed from the one before: zero means that nothing was inferred. */
  beliefChange: 1,
  /** Observations that were impossible under the model. */
  impossible: 2,
  /** One more than the policy that is being followed; 0 when none is. */
  policy: 3,
  /** Steps that the policy has been followed for. */
  policyStep: 4,
  /** Times that policies were valued. */
  plan: 5,
} as const;

const COUNTER_COUNT = 6;

export interface InferenceArenaOptions {
  readonly agentCount: number;
  /**
   * Seed of the arena; every agent draws from its own generator, seeded by this and its index.
   *
   * @defaultValue 1
   */
  readonly seed?: number;
  /** Shared memory to live in, of at least {@link arenaByteLength}; made when not given. */
  readonly buffer?: SharedArrayBuffer;
  /**
   * Where in `buffer` the arena begins, a multiple of 8: several arenas may share one.
   *
   * @defaultValue 0
   */
  readonly byteOffset?: number;
  /** Scratch memory, when several arenas of one thread and program are to share it. */
  readonly workspace?: Workspace;
}

/**
 * Many agents of one program, their beliefs side by side in one slab of shared memory.
 *
 * An agent costs its belief, its last actions and seven counters. Results of a step other than those
 * (free energy, policies, marginals) are in `workspace` until the next step of any agent in it. Calls
 * allocate nothing once the engine's code is compiled.
 */
export interface InferenceArena {
  readonly program: InferenceProgram;
  readonly agentCount: number;
  readonly workspace: Workspace;
  readonly buffer: SharedArrayBuffer;
  /** Row-major `[agentCount, state]`: posterior of all factors, factor after factor. */
  readonly beliefs: Float64Array;
  /** Row-major `[agentCount, control]`: the last action taken. */
  readonly actions: Int32Array;
  /** Row-major `[agentCount, 6]`, by {@link AGENT_COUNTERS}. */
  readonly counters: Uint32Array;
  /** State of each agent's random generator. */
  readonly random: Uint32Array;
  /** Takes in an observation, updates beliefs, values policies and chooses; the action is in `actions`. */
  step(agent: number, observation: Observation): void;
  /** The first third of a step: prior, posterior, free energy. */
  inferStates(agent: number, observation: Observation): void;
  /** The second third: values and posterior of policies, marginals of actions. */
  inferPolicies(agent: number): void;
  /** The last third: chooses into `actions`. Needs `inferPolicies` of the same agent just before. */
  selectAction(agent: number): void;
  /** Overrides the action that conditions the agent's next prior, as when the world decided otherwise. */
  setAction(agent: number, actions: ArrayLike<number>): void;
  /** Back to before the first observation; with a seed, the generator too. */
  reset(agent: number, seed?: number): void;
}

/** Bytes that the slab of an arena takes, for a caller that provides the buffer. */
export function arenaByteLength({ model }: InferenceProgram, agentCount: number): number {
  const beliefBytes = model.beliefOffsets.at(-1)! * Float64Array.BYTES_PER_ELEMENT;
  const integerBytes = (model.controls.length + COUNTER_COUNT + 1) * Uint32Array.BYTES_PER_ELEMENT;
  return agentCount * (beliefBytes + integerBytes);
}

/**
 * Creates an arena with all agents at their priors.
 *
 * @throws {InvalidInferenceOptionError} when the agent count is not a positive integer or the buffer is too small.
 */
export function createInferenceArena(
  program: InferenceProgram,
  options: InferenceArenaOptions,
): InferenceArena {
  const { agentCount, seed = 1 } = options;
  const arena = createBlankArena(program, options);
  for (let agent = 0; agent < agentCount; agent++) arena.reset(agent, seed + agent);
  return arena;
}

/**
 * The same, with agents that must be reset with a seed before they are used: whoever gives them out one by one
 * does that anyway, and twice is half of what a new agent costs.
 */
export function createBlankArena(
  program: InferenceProgram,
  options: Omit<InferenceArenaOptions, "seed">,
): InferenceArena {
  const { agentCount, byteOffset = 0, workspace = createWorkspace(program) } = options;
  const byteLength = checkedByteLength(program, options);
  const buffer = options.buffer ?? new SharedArrayBuffer(byteOffset + byteLength);
  const stateCount = program.model.beliefOffsets.at(-1)!;
  const controlCount = program.model.controls.length;
  const beliefs = new Float64Array(buffer, byteOffset, agentCount * stateCount);
  const actionsOffset = byteOffset + beliefs.byteLength;
  const actions = new Int32Array(buffer, actionsOffset, agentCount * controlCount);
  const countersOffset = actions.byteOffset + actions.byteLength;
  const counters = new Uint32Array(buffer, countersOffset, agentCount * COUNTER_COUNT);
  const random = new Uint32Array(buffer, countersOffset + counters.byteLength, agentCount);
  return new Arena(program, workspace, { buffer, beliefs, actions, counters, random });
}

function checkedByteLength(
  program: InferenceProgram,
  { agentCount, buffer, byteOffset = 0 }: InferenceArenaOptions,
): number {
  if (!Number.isSafeInteger(agentCount) || agentCount < 1)
    throw new InvalidInferenceOptionError([
      { axis: '"agentCount"', expected: "an integer of at least 1", given: String(agentCount) },
    ]);
  if (!Number.isSafeInteger(byteOffset) || byteOffset < 0 || byteOffset % 8 !== 0)
    throw new InvalidInferenceOptionError([
      { axis: '"byteOffset"', expected: "a multiple of 8, at least 0", given: String(byteOffset) },
    ]);
  const byteLength = arenaByteLength(program, agentCount);
  if (buffer !== undefined && buffer.byteLength < byteOffset + byteLength)
    throw new InvalidInferenceOptionError([
      {
        axis: '"buffer"',
        expected: `at least ${byteOffset + byteLength} bytes for ${agentCount} agents`,
        given: `${buffer.byteLength} bytes`,
      },
    ]);
  return byteLength;
}

type Slab = Pick<InferenceArena, "buffer" | "beliefs" | "actions" | "counters" | "random">;

class Arena implements InferenceArena {
  readonly program: InferenceProgram;
  readonly workspace: Workspace;
  readonly agentCount: number;
  readonly buffer: SharedArrayBuffer;
  readonly beliefs: Float64Array;
  readonly actions: Int32Array;
  readonly counters: Uint32Array;
  readonly random: Uint32Array;
  readonly #stateCount: number;
  readonly #controlCount: number;
  #plannedAgent = -1;

  constructor(program: InferenceProgram, workspace: Workspace, slab: Slab) {
    this.program = program;
    this.workspace = workspace;
    this.buffer = slab.buffer;
    this.beliefs = slab.beliefs;
    this.actions = slab.actions;
    this.counters = slab.counters;
    this.random = slab.random;
    this.agentCount = slab.random.length;
    this.#stateCount = program.model.beliefOffsets.at(-1)!;
    this.#controlCount = program.model.controls.length;
  }

  step(agent: number, observation: Observation): void {
    this.inferStates(agent, observation);
    if (this.program.options.stepsPerPlan > 1 && this.#followPolicy(agent)) return;
    inferPolicyPosterior(this.program, this.workspace);
    this.#plannedAgent = agent;
    this.selectAction(agent);
  }

  inferStates(agent: number, observation: Observation): void {
    const { program, workspace, beliefs, counters } = this;
    readObservation(program.model, observation, workspace);
    const offset = agent * this.#stateCount;
    const counter = agent * COUNTER_COUNT;
    if (counters[counter + AGENT_COUNTERS.step] === 0) this.#loadInitialPriors();
    else {
      const actionOffset = agent * this.#controlCount;
      predictPriors(program, workspace, beliefs, offset, this.actions, actionOffset);
    }
    inferPosterior(program, workspace);
    counters[counter + AGENT_COUNTERS.step]! += 1;
    counters[counter + AGENT_COUNTERS.impossible]! += workspace.scalars[STEP_SCALARS.isImpossible]!;
    if (this.#storePosterior(offset)) counters[counter + AGENT_COUNTERS.beliefChange]! += 1;
    this.#plannedAgent = -1;
  }

  inferPolicies(agent: number): void {
    const { workspace, beliefs } = this;
    const offset = agent * this.#stateCount;
    for (let state = 0; state < this.#stateCount; state++)
      workspace.beliefs[state] = beliefs[offset + state]!;
    inferPolicyPosterior(this.program, workspace);
    this.#plannedAgent = agent;
  }

  selectAction(agent: number): void {
    if (this.#plannedAgent !== agent)
      throw new InvalidStateError(
        `agent ${agent} has no policies to choose from: infer its policies after its states, before any other agent's`,
      );
    const { program, workspace, actions, random } = this;
    const first = agent * this.#controlCount;
    const policy = selectAction(program, workspace, actions, first, random, agent);
    const counter = agent * COUNTER_COUNT;
    this.counters[counter + AGENT_COUNTERS.policy] = policy + 1;
    this.counters[counter + AGENT_COUNTERS.policyStep] = policy < 0 ? 0 : 1;
    this.counters[counter + AGENT_COUNTERS.plan]! += 1;
  }

  /** Takes the next action of the policy being followed; false when it is time to plan again. */
  #followPolicy(agent: number): boolean {
    const { counters, actions, workspace } = this;
    const { options, policies } = this.program;
    const counter = agent * COUNTER_COUNT;
    const policy = counters[counter + AGENT_COUNTERS.policy]! - 1;
    const step = counters[counter + AGENT_COUNTERS.policyStep]!;
    const isSurprised = workspace.scalars[STEP_SCALARS.surpriseNats]! > options.replanSurpriseNats;
    if (policy < 0 || step >= options.stepsPerPlan || isSurprised) return false;
    const start = (policy * policies.policyLength + step) * this.#controlCount;
    for (let control = 0; control < this.#controlCount; control++)
      actions[agent * this.#controlCount + control] = policies.actions[start + control]!;
    counters[counter + AGENT_COUNTERS.policyStep] = step + 1;
    return true;
  }

  setAction(agent: number, actions: ArrayLike<number>): void {
    const { controls } = this.program.model;
    if (actions.length !== controls.length)
      throw new InvalidActionError("all", `${controls.length} actions`, `${actions.length}`);
    for (let control = 0; control < controls.length; control++) {
      const { name, size } = controls[control]!;
      const action = actions[control]!;
      if (!Number.isInteger(action) || action < 0 || action >= size)
        throw new InvalidActionError(name, `an integer in [0, ${size})`, String(action));
    }
    for (let control = 0; control < controls.length; control++)
      this.actions[agent * this.#controlCount + control] = actions[control]!;
  }

  reset(agent: number, seed?: number): void {
    const { beliefs, actions, counters, random, program } = this;
    const { priors, beliefOffsets } = program.model;
    // Element by element: for so few, a call of `set` or `fill` costs more than what it does.
    for (let factor = 0; factor < priors.length; factor++) {
      const prior = priors[factor]!;
      const offset = agent * this.#stateCount + beliefOffsets[factor]!;
      for (let state = 0; state < prior.length; state++) beliefs[offset + state] = prior[state]!;
    }
    const firstAction = agent * this.#controlCount;
    for (let control = 0; control < this.#controlCount; control++)
      actions[firstAction + control] = 0;
    const firstCounter = agent * COUNTER_COUNT;
    for (let counter = 0; counter < COUNTER_COUNT; counter++) counters[firstCounter + counter] = 0;
    if (seed !== undefined) random[agent] = Math.imul(seed, 0x9e3779b1) >>> 0;
    this.#plannedAgent = -1;
  }

  #loadInitialPriors(): void {
    const { priors, beliefOffsets } = this.program.model;
    for (let factor = 0; factor < priors.length; factor++)
      this.workspace.priors.set(priors[factor]!, beliefOffsets[factor]);
  }

  /** Copies the posterior to the slab and the planner; returns whether it differs from the one before. */
  #storePosterior(offset: number): boolean {
    const { beliefs } = this;
    const { posterior, scalars } = this.workspace;
    const present = this.workspace.beliefs;
    let shift = 0;
    for (let state = 0; state < posterior.length; state++) {
      const belief = posterior[state]!;
      shift += Math.abs(belief - beliefs[offset + state]!);
      beliefs[offset + state] = belief;
      present[state] = belief;
    }
    scalars[STEP_SCALARS.beliefShift] = shift;
    return shift > 0;
  }
}
