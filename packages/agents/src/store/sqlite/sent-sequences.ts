import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { Correspondent } from "./correspondent.ts";
import { columnsOf, prepareAll } from "./prepare-all.ts";
import { createRowInserter } from "./row-inserter.ts";
import type { RowInserter } from "./row-inserter.ts";
import { SQLITE_SENT } from "./sqlite-statements.ts";

/**
 * Which sequences of each sender are kept, as runs without gaps. An agent counts its messages up from 0, so all that it
 * sent are one run, however many; one in every place that stands alone would be as many runs as an index has rows.
 */
export class SentSequences {
  readonly #ask: Readonly<Record<keyof typeof SQLITE_SENT, StatementSync>>;
  readonly #insert: RowInserter;
  /** Whose run the table does not hold yet, as it is now. */
  #senders: Correspondent[] = [];

  constructor(database: DatabaseSync) {
    this.#ask = prepareAll(database, SQLITE_SENT);
    for (const statement of Object.values(this.#ask)) statement.setReturnArrays(true);
    this.#insert = createRowInserter(
      database,
      "INSERT OR REPLACE INTO sent (sender, first_sequence, last_sequence)",
      3,
    );
  }

  /** @returns false when it was there already. */
  add(sender: Correspondent, sequence: number): boolean {
    if (sequence >= sender.first && sequence <= sender.last) return false;
    if (sequence < sender.last || sequence >= sender.nextFirst) {
      this.#look(sender, sequence);
      if (sequence <= sender.last) return false;
    }
    if (sequence !== sender.last + 1) {
      this.#end(sender);
      sender.first = sequence;
    }
    sender.last = sequence;
    if (!sender.hasSent) {
      sender.hasSent = true;
      this.#senders.push(sender);
    }
    if (sequence + 1 === sender.nextFirst) this.#join(sender);
    return true;
  }

  write(): void {
    for (const sender of this.#senders) this.#end(sender);
    this.#senders = [];
    this.#insert.flush();
  }

  forget(): void {
    this.#senders = [];
    this.#insert.forget();
  }

  #end(sender: Correspondent): void {
    if (!sender.hasSent) return;
    sender.hasSent = false;
    this.#insert.values.push(sender.key, sender.first, sender.last);
    this.#insert.added();
  }

  /** Turns to the run that a sequence is in or after. */
  #look(sender: Correspondent, sequence: number): void {
    this.#end(sender);
    this.#insert.flush();
    const run = columnsOf(this.#ask.runFrom.get(sender.key, sequence));
    sender.first = Number(run?.[0] ?? 0);
    sender.last = Number(run?.[1] ?? -1);
    sender.nextFirst = this.#firstAfter(sender, sequence);
  }

  /** The gap before the next run is closed: both are one. */
  #join(sender: Correspondent): void {
    this.#insert.flush();
    const { key, nextFirst } = sender;
    sender.last = Number(columnsOf(this.#ask.runFrom.get(key, nextFirst))?.[1]);
    this.#ask.remove.run(key, nextFirst);
    sender.nextFirst = this.#firstAfter(sender, nextFirst);
  }

  #firstAfter({ key }: Correspondent, sequence: number): number {
    return Number(columnsOf(this.#ask.firstAfter.get(key, sequence))?.[0] ?? Infinity);
  }
}
