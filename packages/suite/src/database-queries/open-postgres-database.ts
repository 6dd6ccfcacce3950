import { createPostgresStore, openConnectionPool } from "@paceline/agents";
import type { ConnectionPool } from "@paceline/agents";
import type { DatabaseService, Services } from "@paceline/harness";

import { createDataset, populate } from "./dataset.ts";
import type { BareDriver, QueryDatabase } from "./query-database.ts";

/** What a benchmark that `needs` a database finds. */
export function databaseOf({ database }: Services): DatabaseService {
  if (database === undefined) throw new Error("the run has no database server");
  return database;
}

/**
 * Opens the data in the run's server; they are written by the first fork that needs them. What a fork writes goes
 * into a schema of its own.
 */
export async function openPostgresDatabase(
  { url, schemaPrefix }: DatabaseService,
  agentCount: number,
): Promise<QueryDatabase> {
  const dataset = createDataset(agentCount);
  const schema = `${schemaPrefix}${agentCount}`;
  const scratchSchema = `${schemaPrefix}scratch_${process.pid}`;
  const store = await createPostgresStore(url, { schema, connectionCountMax: 2 });
  const scratchStore = await createPostgresStore(url, {
    schema: scratchSchema,
    connectionCountMax: 2,
  });
  await populate(store, dataset);
  const pool = await openConnectionPool(url, { connectionCountMax: 1 });
  await pool.use((client) =>
    client.query(
      `CREATE TABLE IF NOT EXISTS ${schema}.message_unindexed AS
         SELECT position, sender.id AS sender, sequence, recipient.id AS recipient, topic, content
         FROM ${schema}.message AS message JOIN ${schema}.address AS sender ON sender.key = message.sender
           JOIN ${schema}.address AS recipient ON recipient.key = message.recipient
         ORDER BY position;
       CREATE TABLE IF NOT EXISTS ${schema}.message_indexed AS SELECT * FROM ${schema}.message_unindexed;
       CREATE INDEX IF NOT EXISTS message_by_recipient ON ${schema}.message_indexed (recipient, position);
       CREATE TABLE ${scratchSchema}.scratch (id INTEGER PRIMARY KEY, value TEXT NOT NULL);
       ANALYZE ${schema}.agent, ${schema}.address, ${schema}.message,
         ${schema}.message_indexed, ${schema}.message_unindexed`,
    ),
  );
  return {
    dialect: "postgres",
    dataset,
    store,
    scratchStore,
    driver: createDriver(pool),
    table: (name) => `${schema}.${name}`,
    scratchTable: `${scratchSchema}.scratch`,
    async [Symbol.asyncDispose]() {
      await store[Symbol.asyncDispose]();
      await scratchStore[Symbol.asyncDispose]();
      await pool.use((client) => client.query(`DROP SCHEMA ${scratchSchema} CASCADE`));
      await pool[Symbol.asyncDispose]();
    },
  };
}

/** Statements are named by their text's place in the order of first use: the server prepares by name. */
function createDriver(pool: ConnectionPool): BareDriver {
  const names = new Map<string, string>();
  const nameOf = (text: string): string => {
    const name = names.get(text) ?? `bare_${names.size}`;
    names.set(text, name);
    return name;
  };
  return {
    query: (text, values, { isPrepared }) =>
      pool.query({ name: isPrepared ? nameOf(text) : "", text }, values),
    async inTransaction(text, rows) {
      const name = nameOf(text);
      await pool.transaction(async (client) => {
        for (const values of rows) {
          // oxlint-disable-next-line no-await-in-loop -- one connection takes one statement at a time
          await client.query({ name, text, values: [...values] });
        }
      });
    },
  };
}
