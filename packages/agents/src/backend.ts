import type { AgentSpec } from "./agent.ts";
import type { CallOptions } from "./call-priority.ts";
import type { DeliveryReport } from "./delivery.ts";
import type { AgentFailedError } from "./errors.ts";
import type { MailboxOptions } from "./mailbox.ts";
import type { AgentId, Message } from "./message.ts";

export type BackendName = "event-loop" | "threads" | "processes" | "nats";

/** What every backend understands. */
export interface BackendOptions {
  /** Bound and overflow policy of every agent's mailbox. */
  readonly mailbox?: MailboxOptions;
  /**
   * Deliveries that one call may cause. Agents that answer each other for ever end here; what still
   * waits then comes back as undelivered.
   *
   * @defaultValue 1000000
   */
  readonly deliveryCountMax?: number;
}

/** One agent's turn. */
export interface AgentStep {
  readonly agentId: AgentId;
  readonly observation: unknown;
}

export type StepOutcome =
  | { readonly state: "completed"; readonly agentId: AgentId; readonly action: unknown }
  | { readonly state: "failed"; readonly agentId: AgentId; readonly error: AgentFailedError };

export interface StepReport {
  /** One for each step, in the order asked. */
  readonly outcomes: readonly StepOutcome[];
  /** What became of the messages that the agents sent meanwhile. */
  readonly delivery: DeliveryReport;
}

export interface SpawnReport {
  readonly spawnedCount: number;
  /** Agents whose definition threw; the others were made. */
  readonly failures: readonly AgentFailedError[];
}

/** What one agent has done since it was spawned. */
export interface AgentStatistics {
  readonly agentId: AgentId;
  readonly stepCount: number;
  readonly failedStepCount: number;
  readonly receivedCount: number;
  readonly failedReceiveCount: number;
  readonly sentCount: number;
  /** Messages that its full mailbox turned away or gave up. */
  readonly overflowCount: number;
}

/**
 * Where agents live: the event loop, threads, processes or NATS. All backends pass the same contract
 * tests (`backend.contract.ts`), so a benchmark may compare them.
 *
 * One agent's failure is reported with its id and stops no other. Messages that agents send during a
 * step are delivered after all agents of that call have stepped, in the order in which they were sent,
 * and before the call resolves; so are the answers to them, in rounds: each agent, in the order of
 * spawning, gets all that was sent to it in the round before, ordered by who sent it. Thus the same seeds
 * give the same actions on every backend. Per pair of agents, order is kept.
 *
 * Calls may be made before earlier ones are over; those that wait are served by priority, and in the
 * order of asking among equals. On the event loop a call is served as soon as it is made, so none waits.
 *
 * Owns what it starts. Use `await using`, or call `[Symbol.asyncDispose]` yourself; every method throws
 * {@link BackendClosedError} afterwards.
 */
export interface Backend extends AsyncDisposable {
  readonly name: BackendName;
  readonly agentCount: number;
  /** @throws {DuplicateAgentError} before any agent is made. */
  spawn(specs: readonly AgentSpec[]): Promise<SpawnReport>;
  /** What waits for the agents comes back as undelivered. @throws {UnknownAgentError} */
  remove(agentIds: readonly AgentId[]): Promise<void>;
  /** @throws {UnknownAgentError} */
  subscribe(agentId: AgentId, topic: string): Promise<void>;
  /** @throws {UnknownAgentError} */
  unsubscribe(agentId: AgentId, topic: string): Promise<void>;

  /** @throws {UnknownAgentError} before any agent steps. */
  step(steps: readonly AgentStep[], options?: CallOptions): Promise<StepReport>;
  /**
   * Steps every agent, in the order of spawning.
   *
   * @param observationFor - Asked for one agent after the other, while those before may be stepping. What it throws
   * ends the call, once those are done.
   */
  stepAll(
    observationFor: (agentId: AgentId) => unknown,
    options?: CallOptions,
  ): Promise<StepReport>;

  /** Delivers `message` and everything sent in answer, then resolves. */
  deliver(message: Message, options?: CallOptions): Promise<DeliveryReport>;
  /** Like `deliver`, for several in order. */
  deliverBatch(messages: readonly Message[], options?: CallOptions): Promise<DeliveryReport>;
  /** To every agent but the sender. */
  broadcast(message: Message, options?: CallOptions): Promise<DeliveryReport>;
  /**
   * Sends and goes on. What became of it is in the report of the next `idle`.
   *
   * @returns false when the message was refused by a full mailbox or has no recipient.
   */
  post(message: Message): boolean;
  /** Resolves when no message waits any more. */
  idle(): Promise<DeliveryReport>;

  /** @throws {UnknownAgentError} */
  statistics(agentId: AgentId): Promise<AgentStatistics>;
}
