import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { MessageRow, StoreRows } from "../store-rows.ts";
import { createCorrespondent } from "./correspondent.ts";
import type { Correspondent } from "./correspondent.ts";
import { columnsOf, prepareAll } from "./prepare-all.ts";
import { createRowInserter } from "./row-inserter.ts";
import type { RowInserter } from "./row-inserter.ts";
import { SentSequences } from "./sent-sequences.ts";
import { SQLITE_LOG } from "./sqlite-statements.ts";

/** Correspondents that are remembered; beyond, all are looked up anew. About 200 bytes each. */
const REMEMBERED_COUNT_MAX = 100_000;

/** Appends messages to a SQLite store, and keeps the tables by which they are found. */
export class MessageLog {
  readonly #ask: Readonly<Record<keyof typeof SQLITE_LOG, StatementSync>>;
  readonly #insertMessages: RowInserter;
  readonly #insertReceived: RowInserter;
  readonly #sent: SentSequences;
  readonly #correspondents = new Map<string, Correspondent>();
  /** Another one when another connection has written. */
  #version: unknown = null;
  #lastPosition = 0;
  /** Of this batch. */
  #recipients: Correspondent[] = [];

  constructor(database: DatabaseSync) {
    this.#ask = prepareAll(database, SQLITE_LOG);
    for (const statement of Object.values(this.#ask)) statement.setReturnArrays(true);
    this.#insertMessages = createRowInserter(
      database,
      "INSERT INTO message (position, sender, sequence, recipient, previous, topic, content)",
      7,
    );
    this.#insertReceived = createRowInserter(
      database,
      "INSERT OR REPLACE INTO received (recipient, latest, message_count)",
      3,
    );
    this.#sent = new SentSequences(database);
  }

  /** Within a transaction that holds the lock to write. A message that is there already is left out. */
  append(batch: readonly StoreRows[]): void {
    if (batch.every(({ messages }) => messages.length === 0)) return;
    this.#catchUp();
    for (const { messages } of batch) for (const message of messages) this.#add(message);
    this.#insertMessages.flush();
    this.#sent.write();
    this.#writeReceived();
  }

  /** To be called when the transaction failed: what is remembered may never have been written. */
  forget(): void {
    this.#correspondents.clear();
    this.#version = null;
    this.#recipients = [];
    this.#insertMessages.forget();
    this.#insertReceived.forget();
    this.#sent.forget();
  }

  /** What others have written makes void what is remembered; and it may not fill the memory. */
  #catchUp(): void {
    const version = columnsOf(this.#ask.version.get())?.[0];
    if (version === this.#version && this.#correspondents.size < REMEMBERED_COUNT_MAX) return;
    this.forget();
    this.#version = version;
    this.#lastPosition = Number(columnsOf(this.#ask.lastPosition.get())?.[0] ?? 0);
  }

  #add([from, sequence, to, topic, content]: MessageRow): void {
    const sender = this.#correspondent(from);
    if (!this.#sent.add(sender, sequence)) return;
    const position = ++this.#lastPosition;
    const { values } = this.#insertMessages;
    if (to === null) {
      values.push(position, sender.key, sequence, null, null, topic, content);
      this.#insertMessages.added();
      return;
    }
    const recipient = this.#correspondent(to);
    values.push(position, sender.key, sequence, recipient.key, recipient.latest, topic, content);
    this.#insertMessages.added();
    recipient.latest = position;
    recipient.messageCount++;
    if (recipient.hasReceived) return;
    recipient.hasReceived = true;
    this.#recipients.push(recipient);
  }

  #correspondent(id: string): Correspondent {
    const remembered = this.#correspondents.get(id);
    if (remembered !== undefined) return remembered;
    const found = columnsOf(this.#ask.address.get(id));
    const key = found?.[0] ?? this.#ask.newAddress.run(id).lastInsertRowid;
    const latest = found?.[1] ?? null;
    const correspondent = createCorrespondent(
      Number(key),
      latest === null ? null : Number(latest),
      Number(found?.[2] ?? 0),
    );
    this.#correspondents.set(id, correspondent);
    return correspondent;
  }

  #writeReceived(): void {
    for (const recipient of this.#recipients) {
      recipient.hasReceived = false;
      this.#insertReceived.values.push(recipient.key, recipient.latest, recipient.messageCount);
      this.#insertReceived.added();
    }
    this.#insertReceived.flush();
    this.#recipients = [];
  }
}
