import { PacelineError } from "@paceline/core";

import type { AgentId, Message } from "./message.ts";

/** What an agent was doing when it failed. */
export type AgentPhase = "create" | "step" | "receive";

/** One agent threw. `cause` is what it threw; the other agents went on. */
export class AgentFailedError extends PacelineError {
  override readonly code = "PACELINE_AGENT_FAILED";
  readonly agentId: AgentId;
  readonly phase: AgentPhase;

  constructor(agentId: AgentId, phase: AgentPhase, cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(`agent ${JSON.stringify(agentId)} failed in ${phase}: ${said}`, { cause });
    this.agentId = agentId;
    this.phase = phase;
  }
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
