import type { UndeliveredReason } from "../delivery.ts";
import { DuplicateAgentError, UnknownAgentError } from "../errors.ts";
import { createMailbox } from "../mailbox.ts";
import type { Mailbox, MailboxCounts, MailboxOptions, OverflowPolicy } from "../mailbox.ts";
import type { AgentId, Message } from "../message.ts";
import type { Queue } from "../queues/queue.ts";
import { createRingBuffer } from "../queues/ring-buffer.ts";
import { createTopicIndex } from "./create-topic-index.ts";
import type { TopicIndex, TopicIndexName } from "./topic-index.ts";

/** Whoever a router hands messages to. */
export interface Recipient {
  readonly id: AgentId;
  receive(message: Message): void;
}

export interface RouterOptions {
  /** @defaultValue "hash" */
  readonly topics?: TopicIndexName;
  /**
   * How waiting messages are handed out.
   *
   * - `posted`: in the order of posting, whoever they are for.
   * - `rounds`: first all that wait now, recipient by recipient in the order of registering, then all
   *   that came in meanwhile. Recipients on several workers can keep to this order, and only to this.
   *
   * @defaultValue "posted"
   */
  readonly order?: "posted" | "rounds";
  /** Every recipient gets a mailbox like this, made when its first message has to wait. */
  readonly mailbox?: MailboxOptions;
  /** Told of every posted message that will not arrive. */
  readonly onUndelivered?: (message: Message, reason: UndeliveredReason) => void;
}

/**
 * Finds who a message is for, on this thread.
 *
 * `route`, `publish` and `broadcast` call the recipients at once, in the caller's stack. `post…` puts
 * the message into mailboxes instead, and `drain` hands them out in the order in which they were posted:
 * that is how recipients answer without growing the stack.
 */
export interface Router {
  readonly recipientCount: number;
  /** Messages that wait in mailboxes. */
  readonly pendingCount: number;
  /** @throws {DuplicateAgentError} */
  register(recipient: Recipient): void;
  /** Ends its subscriptions too. What waits for it comes back as undelivered. False when unknown. */
  unregister(id: AgentId): boolean;
  /** @throws {UnknownAgentError} */
  subscribe(id: AgentId, topic: string): boolean;
  /** @throws {UnknownAgentError} */
  unsubscribe(id: AgentId, topic: string): boolean;
  /** @throws {UnknownAgentError} when nobody is registered as `message.to`. */
  route(message: Message): void;
  /** To the subscribers of the topic but the sender. @returns how many there were. */
  publish(message: Message): number;
  /** To all but the sender. @returns how many there were. */
  broadcast(message: Message): number;
  /** @returns false when it was refused: unknown recipient, or a full mailbox that rejects. */
  post(message: Message): boolean;
  postPublish(message: Message): void;
  postBroadcast(message: Message): void;
  /** Hands out what waits, and what comes in meanwhile, up to a limit. @returns how many it were. */
  drain(deliveryCountMax: number): number;
  /** Gives up what waits: each message goes to `onUndelivered` with `reason`. */
  discardPending(reason: UndeliveredReason): void;
  /** What happened at one recipient's mailbox. @throws {UnknownAgentError} */
  mailboxCounts(id: AgentId): MailboxCounts;
}

export const createRouter = (options: RouterOptions = {}): Router => new MapRouter(options);

/** A registered recipient with its mailbox. */
interface Entry {
  readonly recipient: Recipient;
  /** Counts recipients in the order of registering. */
  readonly ordinal: number;
  mailbox: Mailbox | null;
  /** Messages that are its to take in the round under way. */
  roundCount: number;
}

const UNDELIVERED_REASONS = {
  reject: "rejected",
  "drop-oldest": "dropped-oldest",
  "drop-newest": "dropped-newest",
} as const satisfies Record<OverflowPolicy, UndeliveredReason>;

const NO_COUNTS: MailboxCounts = {
  acceptedCount: 0,
  rejectedCount: 0,
  droppedOldestCount: 0,
  droppedNewestCount: 0,
};

class MapRouter implements Router {
  readonly #entries = new Map<AgentId | null, Entry>();
  readonly #topics: TopicIndex<Entry>;
  readonly #mailboxOptions: MailboxOptions;
  readonly #onUndelivered: (message: Message, reason: UndeliveredReason) => void;
  /** One element for each waiting message, naming its recipient: this keeps the order of posting. */
  readonly #ready: Queue<Entry> = createRingBuffer();
  readonly #isInRounds: boolean;
  #pendingCount = 0;
  #nextOrdinal = 0;

  constructor(options: RouterOptions) {
    this.#topics = createTopicIndex(options.topics ?? "hash");
    this.#isInRounds = options.order === "rounds";
    this.#mailboxOptions = options.mailbox ?? {};
    this.#onUndelivered = options.onUndelivered ?? (() => {});
  }

  get recipientCount(): number {
    return this.#entries.size;
  }

  get pendingCount(): number {
    return this.#pendingCount;
  }

  register(recipient: Recipient): void {
    if (this.#entries.has(recipient.id)) throw new DuplicateAgentError(recipient.id);
    const ordinal = this.#nextOrdinal++;
    this.#entries.set(recipient.id, { recipient, ordinal, mailbox: null, roundCount: 0 });
  }

  unregister(id: AgentId): boolean {
    const entry = this.#entries.get(id);
    if (entry === undefined) return false;
    this.#entries.delete(id);
    this.#topics.remove(entry);
    // Its elements of the ready queue stay; `drain` skips a mailbox that has nothing.
    for (let next = this.#take(entry); next !== undefined; next = this.#take(entry)) {
      this.#onUndelivered(next, "agent-removed");
    }
    return true;
  }

  subscribe(id: AgentId, topic: string): boolean {
    return this.#topics.subscribe(topic, this.#entryOf(id));
  }

  unsubscribe(id: AgentId, topic: string): boolean {
    return this.#topics.unsubscribe(topic, this.#entryOf(id));
  }

  route(message: Message): void {
    const entry = this.#entries.get(message.to);
    if (entry === undefined) throw new UnknownAgentError(message.to);
    entry.recipient.receive(message);
  }

  publish(message: Message): number {
    let count = 0;
    for (const { recipient } of this.#topics.subscribersOf(message.topic)) {
      if (recipient.id === message.from) continue;
      recipient.receive(message);
      count++;
    }
    return count;
  }

  broadcast(message: Message): number {
    let count = 0;
    for (const { recipient } of this.#entries.values()) {
      if (recipient.id === message.from) continue;
      recipient.receive(message);
      count++;
    }
    return count;
  }

  post(message: Message): boolean {
    const entry = this.#entries.get(message.to);
    if (entry !== undefined) return this.#offer(entry, message);
    this.#onUndelivered(message, "unknown-agent");
    return false;
  }

  postPublish(message: Message): void {
    for (const entry of this.#topics.subscribersOf(message.topic)) {
      if (entry.recipient.id !== message.from) this.#offer(entry, message);
    }
  }

  postBroadcast(message: Message): void {
    for (const entry of this.#entries.values()) {
      if (entry.recipient.id !== message.from) this.#offer(entry, message);
    }
  }

  drain(deliveryCountMax: number): number {
    let count = 0;
    while (count < deliveryCountMax) {
      // A round of one needs no order; it is what a conversation of two consists of.
      if (this.#isInRounds && this.#pendingCount > 1) {
        count += this.#handOutRound(deliveryCountMax - count);
        continue;
      }
      const entry = this.#ready.shift();
      if (entry === undefined) break;
      const message = this.#take(entry);
      if (message === undefined) continue;
      count++;
      entry.recipient.receive(message);
    }
    return count;
  }

  discardPending(reason: UndeliveredReason): void {
    for (let entry = this.#ready.shift(); entry !== undefined; entry = this.#ready.shift()) {
      const message = this.#take(entry);
      if (message !== undefined) this.#onUndelivered(message, reason);
    }
  }

  mailboxCounts(id: AgentId): MailboxCounts {
    return this.#entryOf(id).mailbox?.counts ?? NO_COUNTS;
  }

  #handOutRound(deliveryCountMax: number): number {
    const entries: Entry[] = [];
    for (let entry = this.#ready.shift(); entry !== undefined; entry = this.#ready.shift()) {
      if (entry.roundCount++ === 0) entries.push(entry);
    }
    entries.sort((a, b) => a.ordinal - b.ordinal);
    let count = 0;
    for (const entry of entries) {
      for (; entry.roundCount > 0; entry.roundCount--) {
        if (count === deliveryCountMax) {
          // What the limit leaves waits on, as it did before.
          this.#ready.push(entry);
          continue;
        }
        const message = this.#take(entry);
        if (message === undefined) continue;
        count++;
        entry.recipient.receive(message);
      }
    }
    return count;
  }

  #offer(entry: Entry, message: Message): boolean {
    const mailbox = (entry.mailbox ??= createMailbox(this.#mailboxOptions));
    const displaced = mailbox.offer(message);
    if (displaced === null) {
      this.#pendingCount++;
      this.#ready.push(entry);
      return true;
    }
    // A dropped oldest message leaves its element of the ready queue to the newcomer.
    this.#onUndelivered(displaced, UNDELIVERED_REASONS[mailbox.overflow]);
    return mailbox.overflow !== "reject";
  }

  #take(entry: Entry): Message | undefined {
    const message = entry.mailbox?.take();
    if (message !== undefined) this.#pendingCount--;
    return message;
  }

  #entryOf(id: AgentId): Entry {
    const entry = this.#entries.get(id);
    if (entry === undefined) throw new UnknownAgentError(id);
    return entry;
  }
}
