import { PacelineError } from "@paceline/core";

import type { AgentId, Message } from "./message.ts";

/** What an agent was doing when it failed. */
export type AgentPhase = "create" | "step" | "receive" | "move";

/** Where an agent comes from and where it lives. */
export interface AgentOrigin {
  /** URL of the module of its definition; null when that names none. */
  readonly module: string | null;
  /** Null on the event loop. */
  readonly workerIndex: number | null;
}

/** One agent threw. `cause` is what it threw; the other agents went on. */
export class AgentFailedError extends PacelineError {
  override readonly code = "PACELINE_AGENT_FAILED";
  readonly agentId: AgentId;
  readonly phase: AgentPhase;
  readonly origin: AgentOrigin;

  constructor(agentId: AgentId, phase: AgentPhase, origin: AgentOrigin, cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(`${nameAgent(agentId, origin)} failed in ${phase}: ${said}`, { cause });
    this.agentId = agentId;
    this.phase = phase;
    this.origin = origin;
  }
}

/** An agent in a sentence: `agent 7 (worker 2, file:///agents/own.js)`. */
export function nameAgent(agentId: AgentId, { module, workerIndex }: AgentOrigin): string {
  const places = [
    ...(workerIndex === null ? [] : [`worker ${workerIndex}`]),
    ...(module === null ? [] : [module]),
  ];
  const place = places.length === 0 ? "" : ` (${places.join(", ")})`;
  return `agent ${JSON.stringify(agentId)}${place}`;
}

export class UnknownAgentError extends PacelineError {
  override readonly code = "PACELINE_UNKNOWN_AGENT";
  readonly agentId: AgentId | null;

  constructor(agentId: AgentId | null) {
    super(
      agentId === null
        ? `a message without a recipient cannot be routed to one agent, publish or broadcast it`
        : `no agent ${JSON.stringify(agentId)} is registered, register it before it is addressed`,
    );
    this.agentId = agentId;
  }
}

export class DuplicateAgentError extends PacelineError {
  override readonly code = "PACELINE_DUPLICATE_AGENT";
  readonly agentId: AgentId;

  constructor(agentId: AgentId) {
    super(`agent ${JSON.stringify(agentId)} is registered already, give every agent its own id`);
    this.agentId = agentId;
  }
}

export class BackendClosedError extends PacelineError {
  override readonly code = "PACELINE_BACKEND_CLOSED";

  constructor(backendName: string) {
    super(`the ${backendName} backend was disposed, create another one`);
  }
}

export class PoolExhaustedError extends PacelineError {
  override readonly code = "PACELINE_POOL_EXHAUSTED";
  readonly agentCountMax: number;

  constructor(agentCountMax: number) {
    super(
      `all ${agentCountMax} agents of the pool are in use, release one or raise "agentCountMax"`,
    );
    this.agentCountMax = agentCountMax;
  }
}

/** The codec cannot carry this message, for instance text in a layout for numbers. */
export class MessageUnsendableError extends PacelineError {
  override readonly code = "PACELINE_MESSAGE_UNSENDABLE";
  readonly codecName: string;

  constructor(codecName: string, message: Message, fault: string) {
    super(
      `message ${message.sequence} from agent ${JSON.stringify(message.from)} cannot be sent ` +
        `as ${codecName}: ${fault}`,
    );
    this.codecName = codecName;
  }
}

export class MessageCorruptError extends PacelineError {
  override readonly code = "PACELINE_MESSAGE_CORRUPT";
  readonly codecName: string;

  constructor(codecName: string, fault: string, options?: ErrorOptions) {
    super(`bytes are not a message in ${codecName}: ${fault}`, options);
    this.codecName = codecName;
  }
}

export class InvalidObservationError extends PacelineError {
  override readonly code = "PACELINE_INVALID_OBSERVATION";
  readonly agentId: AgentId;

  constructor(agentId: AgentId, fault: string) {
    super(`agent ${JSON.stringify(agentId)} cannot take this observation: ${fault}`);
    this.agentId = agentId;
  }
}

/** The canary's cry: the agents ran, but their beliefs do not come from inference. */
export class InferenceAbsentError extends PacelineError {
  override readonly code = "PACELINE_INFERENCE_ABSENT";
}

/** What may turn out to be no data that can be sent. */
export type SentValue = "options" | "observation" | "action" | "state";

/** What an agent is given, gives back or has become is no data that can leave its thread or process. */
export class ValueUnsendableError extends PacelineError {
  override readonly code = "PACELINE_VALUE_UNSENDABLE";
  readonly what: SentValue;
  readonly agentId: AgentId;

  constructor(what: SentValue, agentId: AgentId, cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(
      `the ${what} of agent ${JSON.stringify(agentId)} cannot be sent between workers: ${said}; ` +
        `use plain data`,
      { cause },
    );
    this.what = what;
    this.agentId = agentId;
  }
}

/** An agent has no way to say what it has become, so it cannot go on elsewhere. */
export class AgentStaysError extends PacelineError {
  override readonly code = "PACELINE_AGENT_STAYS";
  readonly agentId: AgentId;

  constructor(agentId: AgentId) {
    super(
      `agent ${JSON.stringify(agentId)} cannot move to another worker: it has no "save"; ` +
        `give it one, and "restore" to its definition`,
    );
    this.agentId = agentId;
  }
}

/** A definition cannot be found where the agent is to live. */
export class AgentModuleError extends PacelineError {
  override readonly code = "PACELINE_AGENT_MODULE";
  readonly module: string;

  constructor(module: string, fault: string, options?: ErrorOptions) {
    super(`agents cannot be made from module ${JSON.stringify(module)}: ${fault}`, options);
    this.module = module;
  }
}

/** How a worker ended without being told to. */
export type WorkerLossReason = "exited" | "crashed" | "out-of-memory" | "killed" | "unresponsive";

/** A thread or process ended while it held agents. They are gone with their state. */
export class WorkerLostError extends PacelineError {
  override readonly code = "PACELINE_WORKER_LOST";
  readonly workerIndex: number;
  readonly reason: WorkerLossReason;
  /** All agents that it held. */
  readonly agentIds: readonly AgentId[];
  /** The one whose code was running, where that is known. */
  readonly runningAgentId: AgentId | null;

  constructor(loss: WorkerLoss, options?: ErrorOptions) {
    const { workerIndex, reason, detail, agentIds, runningAgentId } = loss;
    const count = agentIds.length === 1 ? "1 agent" : `${agentIds.length} agents`;
    const during =
      runningAgentId === null ? "" : ` while agent ${JSON.stringify(runningAgentId)} ran`;
    super(
      `worker ${workerIndex} was lost with ${count}${during}: ${reason}, ${detail}; ` +
        `spawn them again or set "restartCountMax"`,
      options,
    );
    this.workerIndex = workerIndex;
    this.reason = reason;
    this.agentIds = agentIds;
    this.runningAgentId = runningAgentId;
  }
}

export interface WorkerLoss {
  readonly workerIndex: number;
  readonly reason: WorkerLossReason;
  /** Exit code, signal or limit, for people. */
  readonly detail: string;
  readonly agentIds: readonly AgentId[];
  readonly runningAgentId: AgentId | null;
}

/**
 * A backend of threads reserves its shared memory when it is created, and a place in it cannot be used again
 * when its thread was lost. Threads that still live go on.
 */
export class WorkersExhaustedError extends PacelineError {
  override readonly code = "PACELINE_WORKERS_EXHAUSTED";
  /** Threads that could be started, those at the beginning and those in the place of lost ones. */
  readonly startCountMax: number;

  constructor(startCountMax: number) {
    super(
      `all ${startCountMax} threads that the backend can start in its life have been started and too many ` +
        `were lost: create another backend, or set "restartCountMax" to as many as you expect to lose`,
    );
    this.startCountMax = startCountMax;
  }
}
