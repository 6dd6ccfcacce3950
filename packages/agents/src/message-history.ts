import { assert } from "@paceline/core";

import type { Message } from "./message.ts";

/** What an agent remembers of the messages it got, oldest first. */
export interface MessageHistory {
  readonly messageCount: number;
  /** Messages that a bound pushed out. */
  readonly forgottenCount: number;
  add(message: Message): void;
  /** Up to `count` of the newest, oldest first. A copy. */
  recent(count: number): Message[];
  clear(): void;
  /** Remembers what another history did. */
  resume(messages: readonly Message[], forgottenCount: number): void;
}

/**
 * Keeps the newest messages only, in an array that grows to `messageCountMax` and is then overwritten in
 * a circle. An agent that runs for weeks needs no more memory than one that runs for a minute.
 */
export function createMessageHistory(messageCountMax: number): MessageHistory {
  assert(
    Number.isSafeInteger(messageCountMax) && messageCountMax >= 1,
    `a history holds at least one message, not ${messageCountMax}`,
  );
  return new BoundedHistory(messageCountMax);
}

/** Keeps everything: for comparison, and for short runs that are looked at afterwards. */
export function createUnboundedHistory(): MessageHistory {
  return new BoundedHistory(Number.POSITIVE_INFINITY);
}

class BoundedHistory implements MessageHistory {
  readonly #messages: Message[] = [];
  readonly #messageCountMax: number;
  /** Where the next message goes once the bound is reached: the place of the oldest. */
  #oldestIndex = 0;
  #forgottenCount = 0;

  constructor(messageCountMax: number) {
    this.#messageCountMax = messageCountMax;
  }

  get messageCount(): number {
    return this.#messages.length;
  }

  get forgottenCount(): number {
    return this.#forgottenCount;
  }

  add(message: Message): void {
    if (this.#messages.length < this.#messageCountMax) {
      this.#messages.push(message);
      return;
    }
    this.#messages[this.#oldestIndex] = message;
    this.#oldestIndex = (this.#oldestIndex + 1) % this.#messageCountMax;
    this.#forgottenCount++;
  }

  recent(count: number): Message[] {
    const ordered = this.#messages
      .slice(this.#oldestIndex)
      .concat(this.#messages.slice(0, this.#oldestIndex));
    return count <= 0 ? [] : ordered.slice(-count);
  }

  clear(): void {
    this.#messages.length = 0;
    this.#oldestIndex = 0;
    this.#forgottenCount = 0;
  }

  resume(messages: readonly Message[], forgottenCount: number): void {
    this.clear();
    for (const message of messages) this.add(message);
    this.#forgottenCount += forgottenCount;
  }
}
