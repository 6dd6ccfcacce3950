import type { Migration } from "../migrations.ts";
import { StoreSchemaError } from "../store-errors.ts";
import type { ConnectionPool } from "./connection-pool.ts";

/** Any fixed number: whoever makes the tables holds this lock, so that two do not at once. */
const SETUP_LOCK = 7_224_317;

export interface PostgresSetup {
  readonly where: string;
  /** Quoted. */
  readonly schema: string;
  readonly migrations: readonly Migration[];
}

/**
 * Brings the tables of a schema up to date, all steps or none: PostgreSQL makes tables in transactions as it
 * writes rows.
 */
export async function migratePostgres(
  pool: ConnectionPool,
  { where, schema, migrations }: PostgresSetup,
): Promise<void> {
  await pool.transaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1)", [SETUP_LOCK]);
    // Asked first: who may not make schemas can still use one that is there.
    const found = await client.query("SELECT to_regclass($1) IS NOT NULL AS is_there", [
      `${schema}.migration`,
    ]);
    if (found.rows[0]?.is_there !== true) {
      await client.query(
        `CREATE SCHEMA IF NOT EXISTS ${schema};
         CREATE TABLE ${schema}.migration
           (version INTEGER PRIMARY KEY, title TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL DEFAULT now())`,
      );
    }
    const { rows } = await client.query<{ version: number | null }>(
      `SELECT max(version) AS version FROM ${schema}.migration`,
    );
    const version = rows[0]?.version ?? 0;
    if (version > migrations.length) {
      const fault = `they are of version ${version}, known is up to ${migrations.length}; use a newer paceline`;
      throw new StoreSchemaError(where, fault);
    }
    if (version === migrations.length) return;
    await client.query(`SET LOCAL search_path = ${schema}`);
    for (const { version: next, title, postgres } of migrations.slice(version)) {
      // oxlint-disable-next-line no-await-in-loop -- each step stands on the one before
      await client.query(postgres);
      // oxlint-disable-next-line no-await-in-loop -- likewise
      await client.query(`INSERT INTO ${schema}.migration (version, title) VALUES ($1, $2)`, [
        next,
        title,
      ]);
    }
  });
}
