import type { AgentId, Message, MessageContent } from "./message.ts";

/**
 * How an agent speaks, given to it by whoever hosts it. The host stamps the sender and the sequence,
 * so no agent can speak for another. What is sent is delivered after the agent has returned.
 */
export interface Outbox {
  /** @returns false when the message was refused: nobody of that id, or a full mailbox that rejects. */
  send(to: AgentId, topic: string, content: MessageContent): boolean;
  /** To every subscriber of `topic` but the sender. */
  publish(topic: string, content: MessageContent): void;
  /** To every agent but the sender. */
  broadcast(topic: string, content: MessageContent): void;
}

/**
 * Something with an id that takes observations and messages and returns actions and messages. Any
 * system can implement it; the agents of this package are one implementation.
 *
 * Both methods are synchronous and may throw: the host reports the agent by id and the others go on.
 */
export interface Agent<Observation = unknown, Action = unknown> {
  readonly id: AgentId;
  /** One step of its life. `observation` belongs to the world and is only valid during the call. */
  step(observation: Observation, outbox: Outbox): Action;
  receive(message: Message, outbox: Outbox): void;
  /**
   * All that it has become since it was made, as plain data, so that it can go on elsewhere: a backend
   * moves agents when it starts or stops workers. Called between calls; the agent stays as it is. An agent
   * without this method stays where it was made.
   */
  save?(): unknown;
  /**
   * Gives back what the agent holds. Called once, when it is removed or its backend is disposed, or when
   * it goes on elsewhere.
   */
  [Symbol.dispose]?(): void;
}

/**
 * A recipe that a backend follows to make an agent where it will live. `options` is plain data, so that
 * it can travel there.
 */
export interface AgentDefinition<Options = unknown> {
  /** "explorer", "coordinator": what statistics and errors call it. */
  readonly kind: string;
  /**
   * The module that exports this definition: `import.meta.url`. Threads and processes load it from
   * there; the event loop does without.
   */
  readonly module?: string;
  create(id: AgentId, options: Options): Agent;
  /** Makes the agent that {@link Agent.save} told of. Needed when agents can be saved. */
  restore?(id: AgentId, options: Options, saved: unknown): Agent;
}

/** An agent to be made. */
export interface AgentSpec<Options = unknown> {
  readonly id: AgentId;
  readonly definition: AgentDefinition<Options>;
  readonly options: Options;
}
