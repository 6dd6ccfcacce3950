import type { PoolClient } from "pg";

import type { AgentRow, MessageRow, StoreRows } from "../store-rows.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { AddressBook } from "./address-book.ts";
import { copyRows } from "./copy-rows.ts";
import { COPIED_COLUMNS, copyTextOf } from "./copy-text.ts";
import type { Keys } from "./copy-text.ts";
import { failureKind } from "./postgres-failures.ts";
import { writeStatement } from "./postgres-statements.ts";
import type { InSchema, Novelty, Statement, WriteTable } from "./postgres-statements.ts";

/** Messages from which copying them pays for the turns that it takes. */
const COPIED_COUNT_MIN = 100;
/** Messages put into one text: a call may bring millions. */
const CHUNK_COUNT = 5_000;

/** Writes the rows of several calls, all or none. */
export type WriteBatch = (batch: readonly StoreRows[], novelty: Novelty) => Promise<void>;

/**
 * A few rows go in one statement, which is one turn to the server and back. Many messages are copied, as long as none of
 * them is there already: COPY leaves out nothing. Statements are kept by the tables they write.
 */
export function createRowWriter(pool: ConnectionPool, inSchema: InSchema): WriteBatch {
  const statements = new Map<string, Statement>();
  const addresses = new AddressBook(pool, inSchema);
  const copyText = inSchema(`COPY {message} (${COPIED_COLUMNS}) FROM STDIN`);
  const statementOf = (tables: readonly WriteTable[], novelty: Novelty): Statement => {
    const key = `${tables.join()} ${novelty}`;
    const statement = statements.get(key) ?? writeStatement(tables, novelty, inSchema);
    statements.set(key, statement);
    return statement;
  };
  const write: WriteBatch = async (batch, novelty) => {
    const messages = batch.flatMap((rows) => rows.messages);
    const isCopied = novelty === "all-new" && messages.length >= COPIED_COUNT_MIN;
    const keys = await addresses.keysOf(messages);
    const columns = columnsOf(batch, isCopied ? "" : toJson(messages, keys));
    const tables = TABLES.filter((table) => columns[table][0]!.length > 0);
    const values = tables.flatMap((table): readonly unknown[] => columns[table]);
    if (!isCopied) {
      await pool.query(statementOf(tables, novelty), values);
      return;
    }
    const copy = (client: PoolClient): Promise<void> =>
      copyRows(client, copyText, chunksOf(messages, keys));
    if (tables.length === 0) {
      await pool.use(copy, { isLimited: true });
      return;
    }
    const statement = statementOf(tables, novelty);
    await pool.transaction(
      async (client) => {
        await client.query({ ...statement, values });
        await copy(client);
      },
      { isLimited: true },
    );
  };
  return async (batch, novelty) => {
    try {
      await write(batch, novelty);
    } catch (error) {
      if (failureKind(error) === "lost") addresses.forget();
      throw error;
    }
  };
}

const TABLES: readonly WriteTable[] = ["agent", "message", "observation", "belief"];

/** A column of each table for each parameter of its statement. */
function columnsOf(
  batch: readonly StoreRows[],
  messages: string,
): Readonly<Record<WriteTable, readonly (string | readonly unknown[])[]>> {
  return {
    agent: transpose(latestOfEach(batch.flatMap(({ agents }) => agents)), 4),
    message: [messages],
    observation: transpose(
      batch.flatMap(({ observations }) => observations),
      3,
    ),
    belief: transpose(
      batch.flatMap(({ beliefs }) => beliefs),
      3,
    ),
  };
}

/** One statement may change a row once only: of the same agent the last one counts. */
const latestOfEach = (rows: readonly AgentRow[]): readonly AgentRow[] => [
  ...new Map(rows.map((row) => [row[0], row])).values(),
];

const transpose = (
  rows: readonly (readonly unknown[])[],
  columnCount: number,
): readonly (readonly unknown[])[] =>
  Array.from({ length: columnCount }, (_, column) => rows.map((row) => row[column]));

/** Empty when there is none. */
const toJson = (messages: readonly MessageRow[], keys: Keys): string =>
  messages.length === 0
    ? ""
    : JSON.stringify(
        messages.map(([sender, sequence, recipient, topic, content]) => ({
          sender: keys.get(sender),
          sequence,
          recipient: recipient === null ? null : keys.get(recipient),
          topic,
          content,
        })),
      );

function* chunksOf(messages: readonly MessageRow[], keys: Keys): Generator<string> {
  for (let start = 0; start < messages.length; start += CHUNK_COUNT)
    yield copyTextOf(messages.slice(start, start + CHUNK_COUNT), keys);
}
