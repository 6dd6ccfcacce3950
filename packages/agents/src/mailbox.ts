import { assert } from "@paceline/core";

import type { Message } from "./message.ts";
import { createQueue } from "./queues/create-queue.ts";
import type { Queue, QueueName } from "./queues/queue.ts";

/**
 * What a full mailbox does with one message too many. Whatever it does is counted, and the message that
 * had to go is handed back, so that nothing is lost unsaid.
 *
 * - `reject`: refuses the newcomer and tells the sender.
 * - `drop-newest`: gives up the newcomer; the sender is not told.
 * - `drop-oldest`: gives up the message that waited longest, for when only the latest news counts.
 */
export type OverflowPolicy = "reject" | "drop-oldest" | "drop-newest";

export interface MailboxOptions {
  /**
   * Messages that may wait.
   *
   * @defaultValue 1024
   */
  readonly messageCountMax?: number;
  /** @defaultValue "reject" */
  readonly overflow?: OverflowPolicy;
  /** @defaultValue "ring-buffer" */
  readonly queue?: QueueName;
}

export interface MailboxCounts {
  readonly acceptedCount: number;
  readonly rejectedCount: number;
  readonly droppedOldestCount: number;
  readonly droppedNewestCount: number;
}

/** Messages that wait for one agent: a bounded queue with a stated overflow policy. */
export interface Mailbox {
  readonly messageCount: number;
  readonly overflow: OverflowPolicy;
  readonly counts: MailboxCounts;
  /** @returns the message that found no room, which may be an older one, or null when none had to go. */
  offer(message: Message): Message | null;
  /** The oldest message, or `undefined` when empty. */
  take(): Message | undefined;
}

export function createMailbox(options: MailboxOptions = {}): Mailbox {
  const { messageCountMax = 1024, overflow = "reject", queue = "ring-buffer" } = options;
  assert(
    Number.isSafeInteger(messageCountMax) && messageCountMax >= 1,
    `a mailbox holds at least one message, not ${messageCountMax}`,
  );
  return new BoundedMailbox(createQueue(queue), messageCountMax, overflow);
}

class BoundedMailbox implements Mailbox {
  readonly overflow: OverflowPolicy;
  readonly #queue: Queue<Message>;
  readonly #messageCountMax: number;
  #acceptedCount = 0;
  #refusedCount = 0;

  constructor(queue: Queue<Message>, messageCountMax: number, overflow: OverflowPolicy) {
    this.#queue = queue;
    this.#messageCountMax = messageCountMax;
    this.overflow = overflow;
  }

  get messageCount(): number {
    return this.#queue.itemCount;
  }

  get counts(): MailboxCounts {
    const countIf = (policy: OverflowPolicy): number =>
      this.overflow === policy ? this.#refusedCount : 0;
    return {
      acceptedCount: this.#acceptedCount,
      rejectedCount: countIf("reject"),
      droppedOldestCount: countIf("drop-oldest"),
      droppedNewestCount: countIf("drop-newest"),
    };
  }

  offer(message: Message): Message | null {
    if (this.#queue.itemCount < this.#messageCountMax) {
      this.#acceptedCount++;
      this.#queue.push(message);
      return null;
    }
    this.#refusedCount++;
    if (this.overflow !== "drop-oldest") return message;
    const oldest = this.#queue.shift();
    assert(oldest !== undefined, "a full mailbox has no oldest message");
    this.#acceptedCount++;
    this.#queue.push(message);
    return oldest;
  }

  take(): Message | undefined {
    return this.#queue.shift();
  }
}
