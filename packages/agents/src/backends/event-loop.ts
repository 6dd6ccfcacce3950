import { assert } from "@paceline/core";

import type { Agent, AgentSpec } from "../agent.ts";
import type {
  AgentStatistics,
  AgentStep,
  Backend,
  BackendOptions,
  SpawnReport,
  StepOutcome,
  StepReport,
} from "../backend.ts";
import { type CallOptions, checkOptions } from "../call-priority.ts";
import { DeliveryLedger, type DeliveryReport, promiseOf } from "../delivery.ts";
import {
  AgentFailedError,
  type AgentOrigin,
  BackendClosedError,
  DuplicateAgentError,
  UnknownAgentError,
} from "../errors.ts";
import type { AgentId, Message } from "../message.ts";
import { createRouter, type Router, type RouterOptions } from "../routing/router.ts";
import { HostedAgent } from "./hosted-agent.ts";
import { markAgent } from "./mark-agent.ts";
import { takeTurn, type Turn } from "./turn.ts";

const DELIVERY_COUNT_MAX = 1_000_000;

export interface EventLoopOptions extends BackendOptions {
  /** How subscribers of a topic are found. */
  readonly topics?: RouterOptions["topics"];
}

/**
 * All agents on this thread and nothing serialised: the floor that the other backends are measured
 * against. Since nothing has to wait here, it also offers the same work without promises.
 */
export interface EventLoopBackend extends Backend {
  readonly name: "event-loop";
  /** Takes in an agent that exists already. @throws {DuplicateAgentError} */
  add(agent: Agent): void;
  /**
   * One step and the deliveries it causes. What became of those is in the next report.
   *
   * @throws {UnknownAgentError}
   * @throws {AgentFailedError}
   */
  stepNow(agentId: AgentId, observation: unknown): unknown;
  /** Like `deliver`. */
  deliverNow(message: Message): DeliveryReport;
}

export const createEventLoopBackend = (options: EventLoopOptions = {}): EventLoopBackend =>
  new EventLoop(options);

class EventLoop implements EventLoopBackend {
  readonly name = "event-loop";
  readonly #agents = new Map<AgentId, HostedAgent>();
  readonly #ledger = new DeliveryLedger();
  readonly #router: Router;
  readonly #deliveryCountMax: number;
  /** True while agents run: they speak through their outbox, and never call the backend. */
  #isBusy = false;
  #isDrainScheduled = false;
  #isClosed = false;

  constructor(options: EventLoopOptions) {
    const { topics, mailbox, deliveryCountMax = DELIVERY_COUNT_MAX } = options;
    this.#deliveryCountMax = deliveryCountMax;
    this.#router = createRouter({
      order: "rounds",
      ...(topics && { topics }),
      ...(mailbox && { mailbox }),
      onUndelivered: (message, reason) => this.#ledger.addUndelivered(message, reason),
    });
  }

  get agentCount(): number {
    return this.#agents.size;
  }

  add(agent: Agent): void {
    this.#assertOpen();
    this.#host(agent, "agent", { module: null, workerIndex: null });
  }

  #host(agent: Agent, kind: string, origin: AgentOrigin): void {
    const hosted = new HostedAgent(markAgent(agent, kind), origin, this.#router, this.#ledger);
    this.#router.register(hosted);
    this.#agents.set(agent.id, hosted);
  }

  async spawn(specs: readonly AgentSpec[]): Promise<SpawnReport> {
    this.#assertOpen();
    const ids = new Set<AgentId>();
    for (const { id } of specs) {
      if (this.#agents.has(id) || ids.has(id)) throw new DuplicateAgentError(id);
      ids.add(id);
    }
    const failures: AgentFailedError[] = [];
    let origin: AgentOrigin = { module: null, workerIndex: null };
    for (const { id, definition, options } of specs) {
      const { module = null } = definition;
      // One object for all that follow each other from one module.
      if (module !== origin.module) origin = { module, workerIndex: null };
      try {
        const agent = definition.create(id, options);
        assert(agent.id === id, `definition "${definition.kind}" made agent ${agent.id} for ${id}`);
        this.#host(agent, definition.kind, origin);
      } catch (cause) {
        failures.push(new AgentFailedError(id, "create", origin, cause));
      }
    }
    return { spawnedCount: specs.length - failures.length, failures };
  }

  async remove(agentIds: readonly AgentId[]): Promise<void> {
    this.#assertOpen();
    for (const id of agentIds) this.#hostedOf(id);
    for (const id of agentIds) {
      this.#hostedOf(id).dispose();
      this.#agents.delete(id);
      this.#router.unregister(id);
    }
  }

  async subscribe(agentId: AgentId, topic: string): Promise<void> {
    this.#assertOpen();
    this.#router.subscribe(agentId, topic);
  }

  async unsubscribe(agentId: AgentId, topic: string): Promise<void> {
    this.#assertOpen();
    this.#router.unsubscribe(agentId, topic);
  }

  stepNow(agentId: AgentId, observation: unknown): unknown {
    this.#begin();
    try {
      const action = this.#hostedOf(agentId).step(observation);
      if (this.#router.pendingCount > 0) this.#drain();
      return action;
    } finally {
      this.#isBusy = false;
    }
  }

  async step(steps: readonly AgentStep[], options?: CallOptions): Promise<StepReport> {
    checkOptions(options);
    const turns = steps.map(({ agentId, observation }) => ({
      hosted: this.#hostedOf(agentId),
      observe: () => observation,
    }));
    return this.#runTurns(turns);
  }

  async stepAll(
    observationFor: (agentId: AgentId) => unknown,
    options?: CallOptions,
  ): Promise<StepReport> {
    checkOptions(options);
    const turns = Array.from(this.#agents.values(), (hosted) => ({
      hosted,
      observe: () => observationFor(hosted.id),
    }));
    return this.#runTurns(turns);
  }

  deliverNow(message: Message): DeliveryReport {
    this.#begin();
    try {
      this.#dispatch(message);
      return this.#ledger.take();
    } finally {
      this.#isBusy = false;
    }
  }

  deliver(message: Message, options?: CallOptions): Promise<DeliveryReport> {
    try {
      checkOptions(options);
      return promiseOf(this.deliverNow(message));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async deliverBatch(messages: readonly Message[], options?: CallOptions): Promise<DeliveryReport> {
    checkOptions(options);
    return this.#reportOn(() => {
      for (const message of messages) this.#dispatch(message);
    });
  }

  async broadcast(message: Message, options?: CallOptions): Promise<DeliveryReport> {
    checkOptions(options);
    return this.#reportOn(() => {
      this.#drain();
      this.#router.broadcast(message);
      this.#drain();
    });
  }

  post(message: Message): boolean {
    this.#assertOpen();
    this.#scheduleDrain();
    if (message.to !== null) return this.#router.post(message);
    this.#router.postPublish(message);
    return true;
  }

  async idle(): Promise<DeliveryReport> {
    return this.#reportOn(() => this.#drain());
  }

  async statistics(agentId: AgentId): Promise<AgentStatistics> {
    this.#assertOpen();
    return this.#hostedOf(agentId).statistics();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    await this.idle();
    this.#isClosed = true;
    for (const hosted of this.#agents.values()) hosted.dispose();
    this.#agents.clear();
  }

  #runTurns(turns: readonly Turn[]): StepReport {
    let outcomes: readonly StepOutcome[] = [];
    const delivery = this.#reportOn(() => {
      outcomes = turns.map(takeTurn);
      this.#drain();
    });
    return { outcomes, delivery };
  }

  #reportOn(work: () => void): DeliveryReport {
    this.#begin();
    try {
      work();
      return this.#ledger.take();
    } finally {
      this.#isBusy = false;
    }
  }

  /** Hands `message` over at once when nothing waits, behind what waits otherwise; then the answers. */
  #dispatch(message: Message): void {
    if (this.#router.pendingCount > 0) this.#drain();
    try {
      if (message.to === null) this.#router.publish(message);
      else this.#router.route(message);
    } catch (error) {
      if (!(error instanceof UnknownAgentError)) throw error;
      this.#ledger.addUndelivered(message, "unknown-agent");
    }
    if (this.#router.pendingCount > 0) this.#drain();
  }

  #drain(): void {
    this.#router.drain(this.#deliveryCountMax);
    if (this.#router.pendingCount > 0) this.#router.discardPending("delivery-limit");
  }

  /** Posted messages arrive soon even when nobody asks for `idle`. */
  #scheduleDrain(): void {
    if (this.#isDrainScheduled) return;
    this.#isDrainScheduled = true;
    queueMicrotask(() => {
      this.#isDrainScheduled = false;
      // What waited was handed out when the backend was disposed.
      if (this.#isClosed) return;
      this.#begin();
      try {
        this.#drain();
      } finally {
        this.#isBusy = false;
      }
    });
  }

  #begin(): void {
    this.#assertOpen();
    assert(!this.#isBusy, "an agent called its backend; agents speak through their outbox");
    this.#isBusy = true;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new BackendClosedError(this.name);
  }

  #hostedOf(agentId: AgentId): HostedAgent {
    const hosted = this.#agents.get(agentId);
    if (hosted === undefined) throw new UnknownAgentError(agentId);
    return hosted;
  }
}
