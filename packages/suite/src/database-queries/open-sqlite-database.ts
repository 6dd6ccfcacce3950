import { rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { StatementSync } from "node:sqlite";

import { createSqliteStore } from "@paceline/agents";

import { createDataset, populate } from "./dataset.ts";
import { makeOwnFolder } from "./own-folder.ts";
import type { BareDriver, QueryDatabase } from "./query-database.ts";

/** Opens SQLite on disk, in a temporary folder, in the mode that the store uses. */
export async function openSqliteDatabase(agentCount: number): Promise<QueryDatabase> {
  const folder = makeOwnFolder();
  const file = join(folder, "agents.sqlite");
  const dataset = createDataset(agentCount);
  const store = createSqliteStore(file);
  const scratchStore = createSqliteStore(join(folder, "scratch.sqlite"));
  await populate(store, dataset);
  const database = new DatabaseSync(file);
  database.exec(
    `PRAGMA synchronous = NORMAL;
     CREATE TABLE message_unindexed AS SELECT position, sender.id AS sender, sequence,
         recipient.id AS recipient, topic, content
       FROM message JOIN address AS sender ON sender.key = message.sender
         JOIN address AS recipient ON recipient.key = message.recipient
       ORDER BY position;
     CREATE TABLE message_indexed AS SELECT * FROM message_unindexed;
     CREATE INDEX message_recipient ON message_indexed (recipient, position);
     CREATE TABLE scratch (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
     ANALYZE;`,
  );
  return {
    dialect: "sqlite",
    dataset,
    store,
    scratchStore,
    driver: createDriver(database),
    table: (name) => name,
    scratchTable: "scratch",
    async [Symbol.asyncDispose]() {
      database.close();
      await store[Symbol.asyncDispose]();
      await scratchStore[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createDriver(database: DatabaseSync): BareDriver {
  const prepared = new Map<string, StatementSync>();
  const prepare = (text: string): StatementSync => {
    const statement = database.prepare(text.replaceAll(/\$(\d+)/g, "?$1"));
    return statement;
  };
  const keep = (text: string): StatementSync => {
    const statement = prepared.get(text) ?? prepare(text);
    prepared.set(text, statement);
    return statement;
  };
  return {
    query: async (text, values, { isPrepared }) =>
      (isPrepared ? keep(text) : prepare(text)).all(...values),
    async inTransaction(text, rows) {
      const statement = keep(text);
      database.exec("BEGIN IMMEDIATE");
      for (const values of rows) statement.run(...values);
      database.exec("COMMIT");
    },
  };
}
