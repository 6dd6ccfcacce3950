import type { MessageRow } from "../store-rows.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { ADDRESSES } from "./postgres-statements.ts";
import type { InSchema } from "./postgres-statements.ts";

/** Agents that are remembered; beyond, all are looked up anew. About 100 bytes each. */
const REMEMBERED_COUNT_MAX = 100_000;

/** Numbers that stand for agents in the tables. */
export class AddressBook {
  readonly #pool: ConnectionPool;
  readonly #statements: typeof ADDRESSES;
  readonly #keys = new Map<string, number>();

  constructor(pool: ConnectionPool, inSchema: InSchema) {
    this.#pool = pool;
    const { find, add } = ADDRESSES;
    this.#statements = {
      find: { ...find, text: inSchema(find.text) },
      add: { ...add, text: inSchema(add.text) },
    };
  }

  /**
   * Numbers of all who send or receive these, also of those that had none yet. A number is given once and for ever, so
   * it may be durable before the messages are.
   */
  async keysOf(messages: readonly MessageRow[]): Promise<ReadonlyMap<string, number>> {
    if (this.#keys.size >= REMEMBERED_COUNT_MAX) this.#keys.clear();
    const unknown = new Set<string>();
    for (const [sender, , recipient] of messages) {
      if (!this.#keys.has(sender)) unknown.add(sender);
      if (recipient !== null && !this.#keys.has(recipient)) unknown.add(recipient);
    }
    if (unknown.size > 0) {
      await this.#find(unknown);
      if (unknown.size > 0) {
        await this.#pool.query(this.#statements.add, [[...unknown]]);
        await this.#find(unknown);
      }
    }
    return this.#keys;
  }

  /** To be called when the server was lost: another one may have come in its place. */
  forget(): void {
    this.#keys.clear();
  }

  async #find(unknown: Set<string>): Promise<void> {
    const rows = await this.#pool.query<{ key: number; id: string }>(this.#statements.find, [
      [...unknown],
    ]);
    for (const { key, id } of rows) {
      this.#keys.set(id, key);
      unknown.delete(id);
    }
  }
}
