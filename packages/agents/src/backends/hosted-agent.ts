import type { Agent, Outbox } from "../agent.ts";
import type { AgentStatistics } from "../backend.ts";
import type { DeliveryLedger } from "../delivery.ts";
import { AgentFailedError, type AgentOrigin, AgentStaysError } from "../errors.ts";
import type { AgentId, Message, MessageContent } from "../message.ts";
import type { Recipient, Router } from "../routing/router.ts";

/** What an agent's outbox needs of a router. */
export type AgentRouter = Pick<Router, "post" | "postPublish" | "postBroadcast" | "mailboxCounts">;

/**
 * One agent with what its host keeps about it: the outbox it speaks through, its counts, and the fence
 * that keeps its failures away from the others. One object serves as all three, since there may be a
 * million of them.
 */
export class HostedAgent implements Recipient, Outbox {
  readonly id: AgentId;
  /** The same object for all agents of one module. */
  readonly origin: AgentOrigin;
  readonly #agent: Agent;
  readonly #router: AgentRouter;
  readonly #ledger: DeliveryLedger;
  #stepCount = 0;
  #failedStepCount = 0;
  #receivedCount = 0;
  #failedReceiveCount = 0;
  #sentCount = 0;
  /** Of its mailbox on another worker, where it has lived before. */
  #earlierOverflowCount = 0;

  constructor(agent: Agent, origin: AgentOrigin, router: AgentRouter, ledger: DeliveryLedger) {
    this.id = agent.id;
    this.origin = origin;
    this.#agent = agent;
    this.#router = router;
    this.#ledger = ledger;
  }

  /** @throws {AgentFailedError} */
  step(observation: unknown): unknown {
    try {
      const action = this.#agent.step(observation, this);
      this.#stepCount++;
      return action;
    } catch (cause) {
      this.#failedStepCount++;
      throw new AgentFailedError(this.id, "step", this.origin, cause);
    }
  }

  /** Never throws: a failure is entered in the ledger. */
  receive(message: Message): void {
    try {
      this.#agent.receive(message, this);
      this.#receivedCount++;
      this.#ledger.deliveredCount++;
    } catch (cause) {
      this.#failedReceiveCount++;
      this.#ledger.addFailure(
        message,
        new AgentFailedError(this.id, "receive", this.origin, cause),
      );
    }
  }

  send(to: AgentId, topic: string, content: MessageContent): boolean {
    return this.#router.post(this.#stamp(to, topic, content));
  }

  publish(topic: string, content: MessageContent): void {
    this.#router.postPublish(this.#stamp(null, topic, content));
  }

  broadcast(topic: string, content: MessageContent): void {
    this.#router.postBroadcast(this.#stamp(null, topic, content));
  }

  statistics(): AgentStatistics {
    const counts = this.#router.mailboxCounts(this.id);
    return {
      agentId: this.id,
      stepCount: this.#stepCount,
      failedStepCount: this.#failedStepCount,
      receivedCount: this.#receivedCount,
      failedReceiveCount: this.#failedReceiveCount,
      sentCount: this.#sentCount,
      overflowCount:
        this.#earlierOverflowCount +
        counts.rejectedCount +
        counts.droppedOldestCount +
        counts.droppedNewestCount,
    };
  }

  /** What it takes elsewhere. @throws {AgentFailedError} */
  save(): unknown {
    try {
      if (this.#agent.save === undefined) throw new AgentStaysError(this.id);
      return this.#agent.save();
    } catch (cause) {
      throw new AgentFailedError(this.id, "move", this.origin, cause);
    }
  }

  /** Goes on counting from what it had counted elsewhere. */
  resume(counts: Omit<AgentStatistics, "agentId">): void {
    this.#earlierOverflowCount = counts.overflowCount;
    this.#stepCount = counts.stepCount;
    this.#failedStepCount = counts.failedStepCount;
    this.#receivedCount = counts.receivedCount;
    this.#failedReceiveCount = counts.failedReceiveCount;
    this.#sentCount = counts.sentCount;
  }

  /** Lets the agent give back what it holds. */
  dispose(): void {
    this.#agent[Symbol.dispose]?.();
  }

  #stamp(to: AgentId | null, topic: string, content: MessageContent): Message {
    return { from: this.id, to, topic, sequence: this.#sentCount++, content };
  }
}
