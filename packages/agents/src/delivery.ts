import type { AgentFailedError } from "./errors.ts";
import type { Message } from "./message.ts";

/**
 * Why a message did not reach its agent.
 *
 * - `unknown-agent`: nobody of that id is registered.
 * - `rejected`, `dropped-oldest`, `dropped-newest`: a full mailbox, by its overflow policy.
 * - `agent-failed`: the agent threw while it was handed the message.
 * - `agent-removed`: the agent was removed while the message waited.
 * - `worker-lost`: the thread or process of its agent ended before it took the message.
 * - `delivery-limit`: one call had caused as many deliveries as the backend allows.
 */
export type UndeliveredReason =
  | "unknown-agent"
  | "rejected"
  | "dropped-oldest"
  | "dropped-newest"
  | "agent-failed"
  | "agent-removed"
  | "worker-lost"
  | "delivery-limit";

export interface Undelivered {
  readonly message: Message;
  readonly reason: UndeliveredReason;
}

/**
 * What became of the messages since the last report. Every message that was sent to one agent, and
 * every copy of one that went to many, is in exactly one of the two counts.
 */
export interface DeliveryReport {
  readonly deliveredCount: number;
  readonly undeliveredCount: number;
  /** The first {@link UNDELIVERED_KEPT_MAX} of them, in the order in which they came back. */
  readonly undelivered: readonly Undelivered[];
  /** Agents that threw while they were handed a message; as many as are kept of `undelivered`. */
  readonly failures: readonly AgentFailedError[];
}

/** Undelivered messages kept for one report; beyond it they are only counted. */
export const UNDELIVERED_KEPT_MAX = 10_000;

/** Collects a report. Delivering costs it one increment; only failure allocates. */
export class DeliveryLedger {
  deliveredCount = 0;
  #undeliveredCount = 0;
  #undelivered: Undelivered[] = [];
  #failures: AgentFailedError[] = [];

  addUndelivered(message: Message, reason: UndeliveredReason): void {
    this.#undeliveredCount++;
    if (this.#undelivered.length < UNDELIVERED_KEPT_MAX)
      this.#undelivered.push({ message, reason });
  }

  addFailure(message: Message, failure: AgentFailedError): void {
    this.addUndelivered(message, "agent-failed");
    if (this.#failures.length < UNDELIVERED_KEPT_MAX) this.#failures.push(failure);
  }

  /** Closes the report and opens the next one. */
  take(): DeliveryReport {
    const deliveredCount = this.deliveredCount;
    this.deliveredCount = 0;
    if (this.#undeliveredCount === 0) return cleanReport(deliveredCount);
    const report: DeliveryReport = {
      deliveredCount,
      undeliveredCount: this.#undeliveredCount,
      undelivered: this.#undelivered,
      failures: this.#failures,
    };
    this.#undeliveredCount = 0;
    this.#undelivered = [];
    this.#failures = [];
    return report;
  }
}

const NONE: readonly never[] = Object.freeze([]);
const ONE_DELIVERED: DeliveryReport = Object.freeze({
  deliveredCount: 1,
  undeliveredCount: 0,
  undelivered: NONE,
  failures: NONE,
});

// By far the most reports say "one message, delivered", so that one is made once.
const cleanReport = (deliveredCount: number): DeliveryReport =>
  deliveredCount === 1 ? ONE_DELIVERED : { ...ONE_DELIVERED, deliveredCount };

const PROMISE_OF_ONE = Promise.resolve(ONE_DELIVERED);

/** For whoever awaits message by message: the promise of that report is made once too, a quarter of the time. */
export const promiseOf = (report: DeliveryReport): Promise<DeliveryReport> =>
  report === ONE_DELIVERED ? PROMISE_OF_ONE : Promise.resolve(report);
