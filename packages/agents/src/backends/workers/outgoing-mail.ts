import { DeliveryLedger } from "../../delivery.ts";
import { MessageUnsendableError } from "../../errors.ts";
import type { MailboxCounts } from "../../mailbox.ts";
import { findContentFault } from "../../message-content.ts";
import type { Message } from "../../message.ts";
import type { AgentRouter } from "../hosted-agent.ts";
import type { AgentDirectory, DirectoryEntry } from "./agent-directory.ts";
import type { HostLink } from "./host-link.ts";
import { type Mail, type MailboxBound, OVERFLOW_REASONS } from "./mail.ts";
import { encodeMessage } from "./message-record.ts";
import type { PayloadCodec } from "./payload.ts";
import { KIND, ODD_ROUND, type UndeliveredRecord } from "./records.ts";
import { toFailureRecord } from "./failure-record.ts";

export interface OutgoingMailSetup {
  readonly workerIndex: number;
  readonly directory: AgentDirectory;
  readonly link: HostLink;
  readonly codec: PayloadCodec;
  readonly mailbox: MailboxBound;
  /** Messages to agents of this worker, by parity of the round in which they were sent. */
  readonly local: readonly [Mail, Mail];
}

/** What one worker's agents send: finds where each message has to go, and keeps account. */
export class OutgoingMail implements AgentRouter {
  readonly ledger = new DeliveryLedger();
  readonly #setup: OutgoingMailSetup;
  readonly #overflowCounts = new Map<number, number>();
  /** By recipient's index, told to the parent with the round. */
  #overflows = new Map<number, number>();
  #sentCounts: number[] = [];
  #round = 0;
  #senderOrder = 0;
  #senderIndex: number | null = null;

  constructor(setup: OutgoingMailSetup) {
    this.#setup = setup;
  }

  /** Says who speaks from now on, in which round, and where in that round's order. */
  speakAs(senderIndex: number, order: number, round: number): void {
    this.#senderIndex = senderIndex;
    this.#senderOrder = order;
    this.#round = round;
  }

  post(message: Message): boolean {
    this.#assertSendable(message);
    const entry = this.#setup.directory.find(message.to);
    if (entry === undefined) {
      this.ledger.addUndelivered(message, "unknown-agent");
      return false;
    }
    return this.#offer(entry, message);
  }

  postPublish(message: Message): void {
    this.#assertSendable(message);
    for (const entry of this.#setup.directory.subscribersOf(message.topic)) {
      if (entry.index !== this.#senderIndex) this.#offer(entry, message);
    }
  }

  postBroadcast(message: Message): void {
    this.#assertSendable(message);
    for (const entry of this.#setup.directory.entries()) {
      if (entry.index !== this.#senderIndex) this.#offer(entry, message);
    }
  }

  /** Overflow of one of this worker's agents, as far as it was found here. */
  mailboxCounts(id: Message["from"]): MailboxCounts {
    const index = this.#setup.directory.find(id)?.index;
    const rejectedCount = index === undefined ? 0 : (this.#overflowCounts.get(index) ?? 0);
    return { acceptedCount: 0, rejectedCount, droppedOldestCount: 0, droppedNewestCount: 0 };
  }

  /** A full mailbox of this worker gives a message up. */
  giveUp(agentIndex: number, message: Message): void {
    add(this.#overflowCounts, agentIndex);
    this.ledger.addUndelivered(message, OVERFLOW_REASONS[this.#setup.mailbox.overflow]);
  }

  /** An agent has left this worker; what was counted of it has been told. */
  forget(agentIndex: number): void {
    this.#overflowCounts.delete(agentIndex);
  }

  /** Closes the account of the round. */
  takeCounts(): {
    deliveredCount: number;
    sentCounts: number[];
    undelivered: UndeliveredRecord | null;
  } {
    const report = this.ledger.take();
    const sentCounts = this.#sentCounts;
    this.#sentCounts = [];
    const overflows = this.#overflows;
    if (overflows.size > 0) this.#overflows = new Map();
    const undelivered =
      report.undeliveredCount === 0
        ? null
        : {
            count: report.undeliveredCount,
            kept: report.undelivered,
            failures: report.failures.map(toFailureRecord),
            overflows: [...overflows],
          };
    return { deliveredCount: report.deliveredCount, sentCounts, undelivered };
  }

  /**
   * A mailbox that this worker alone has sent too many is full for certain, whatever others send, so
   * the sender is told at once and the message stays here. If the surplus comes from several workers,
   * the recipient's worker finds it, and the message is returned.
   */
  #offer(entry: DirectoryEntry, message: Message): boolean {
    const { messageCountMax, overflow } = this.#setup.mailbox;
    if (entry.round !== this.#round) {
      entry.round = this.#round;
      entry.sentCount = 0;
    }
    if (++entry.sentCount > messageCountMax && overflow !== "drop-oldest") {
      add(this.#overflows, entry.index);
      this.ledger.addUndelivered(message, OVERFLOW_REASONS[overflow]);
      return overflow !== "reject";
    }
    this.#forward(entry, message);
    return true;
  }

  #forward({ index, workerIndex }: DirectoryEntry, message: Message): void {
    const { link, codec, local } = this.#setup;
    const isOdd = this.#round & 1;
    if (workerIndex === this.#setup.workerIndex) {
      local[isOdd]!.add(index, this.#senderOrder, message);
    } else {
      const payload = encodeMessage(codec, message, this.#senderIndex);
      if (payload.byteLength > link.payloadBytesMax) {
        throw new MessageUnsendableError(
          "record",
          message,
          `${payload.byteLength} bytes are too many`,
        );
      }
      const kind = KIND.message | codec.format | (isOdd === 1 ? ODD_ROUND : 0);
      const numbers = { target: index, source: this.#senderOrder };
      if (!link.send(workerIndex, kind, numbers, payload)) {
        this.ledger.addUndelivered(message, "worker-lost");
        return;
      }
    }
    this.#sentCounts[workerIndex] = (this.#sentCounts[workerIndex] ?? 0) + 1;
  }

  /** The same for all recipients, so that moving an agent to another worker never makes it fail. */
  #assertSendable(message: Message): void {
    const fault = findContentFault(message.content);
    if (fault !== null) throw new MessageUnsendableError("record", message, fault);
  }
}

const add = (counts: Map<number, number>, index: number): void => {
  counts.set(index, (counts.get(index) ?? 0) + 1);
};
