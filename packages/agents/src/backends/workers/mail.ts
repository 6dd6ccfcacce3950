import type { UndeliveredReason } from "../../delivery.ts";
import type { MailboxOptions, OverflowPolicy } from "../../mailbox.ts";
import type { Message } from "../../message.ts";

/** Why a mailbox that is full gives a message up. */
export const OVERFLOW_REASONS = {
  reject: "rejected",
  "drop-oldest": "dropped-oldest",
  "drop-newest": "dropped-newest",
} as const satisfies Record<OverflowPolicy, UndeliveredReason>;

export interface MailboxBound {
  readonly messageCountMax: number;
  readonly overflow: OverflowPolicy;
}

export const resolveMailbox = (options: MailboxOptions = {}): MailboxBound => ({
  messageCountMax: options.messageCountMax ?? 1024,
  overflow: options.overflow ?? "reject",
});

/** What is done with each message when a round is delivered. */
export interface MailHandler {
  deliver(agentIndex: number, message: Message): void;
  giveUp(agentIndex: number, message: Message): void;
}

/**
 * The messages that one worker's agents will get in the next round.
 *
 * They come from several workers in no fixed order. Delivery sorts them by recipient and sender, so
 * that what an agent sees depends neither on timing nor on where the others live. Messages of one
 * sender come in order and stay so, since sorting is stable.
 */
export class Mail {
  #targets: number[] = [];
  #orders: number[] = [];
  #messages: Message[] = [];

  get count(): number {
    return this.#messages.length;
  }

  /** @param order - The sender's place among all senders of the round. */
  add(agentIndex: number, order: number, message: Message): void {
    this.#targets.push(agentIndex);
    this.#orders.push(order);
    this.#messages.push(message);
  }

  /** Empties itself: each agent's mailbox takes what it holds, the rest is given up by its policy. */
  handOut({ messageCountMax, overflow }: MailboxBound, handler: MailHandler): void {
    const targets = this.#targets;
    const messages = this.#messages;
    const sorted = this.#sortedIndexes();
    this.clear();
    for (let start = 0; start < sorted.length;) {
      const target = targets[sorted[start]!]!;
      let end = start + 1;
      while (end < sorted.length && targets[sorted[end]!] === target) end++;
      const surplus = Math.max(0, end - start - messageCountMax);
      const firstKept = overflow === "drop-oldest" ? start + surplus : start;
      const endKept = firstKept + (end - start - surplus);
      for (let at = start; at < end; at++) {
        const message = messages[sorted[at]!]!;
        if (at < firstKept || at >= endKept) handler.giveUp(target, message);
        else handler.deliver(target, message);
      }
      start = end;
    }
  }

  clear(): void {
    this.#targets = [];
    this.#orders = [];
    this.#messages = [];
  }

  /** Takes everything out, unsorted. */
  takeAll(): readonly Message[] {
    const messages = this.#messages;
    this.clear();
    return messages;
  }

  #sortedIndexes(): Uint32Array {
    const targets = this.#targets;
    const orders = this.#orders;
    const indexes = Uint32Array.from(targets, (_, index) => index);
    // A typed array's sort is stable; the index decides nothing.
    return indexes.sort((a, b) => targets[a]! - targets[b]! || orders[a]! - orders[b]!);
  }
}
