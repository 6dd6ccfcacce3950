import { randomBytes } from "node:crypto";

import { openConnectionPool } from "@paceline/agents";
import type { ConnectionPool } from "@paceline/agents";
import { withoutPassword } from "@paceline/core";
import type { DatabaseService } from "@paceline/harness";

import { startEmbeddedServer } from "./embedded-server.ts";

/** A server that is somewhere, or one of the run's own. */
export type DatabaseChoice =
  | { readonly kind: "server"; readonly url: string }
  | { readonly kind: "embedded" };

/** A database server for the length of a run. Disposing it leaves the server as it was found. */
export interface RunningDatabase extends AsyncDisposable {
  readonly service: DatabaseService;
  /** What is measured with, without a password, for the user. */
  readonly title: string;
  readonly notices: readonly string[];
}

/**
 * Makes a database ready for a run: starts the embedded server, or looks whether the given one is there, takes
 * us and is new enough. What the run makes there lies in schemas of its own, which go with it.
 *
 * @throws {InvalidOptionError} when the address is none.
 * @throws {StoreUnavailableError} when the server is not there, refuses or is too old.
 * @throws {DatabaseNotStartedError} when the embedded one does not start.
 */
export async function startDatabase(
  choice: DatabaseChoice,
  { signal }: { readonly signal: AbortSignal },
): Promise<RunningDatabase> {
  const schemaPrefix = `${FAMILY}${randomBytes(4).toString("hex")}_`;
  if (choice.kind === "embedded") {
    const server = await startEmbeddedServer(signal);
    return {
      service: { url: server.url, schemaPrefix },
      title: "an embedded PostgreSQL server",
      notices: server.notices,
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  }
  const { url } = choice;
  const pool = await openConnectionPool(url, { connectionCountMax: 1 });
  try {
    await dropLeftovers(pool);
    await pool.query(LOCK, [schemaPrefix]);
  } catch (error) {
    await pool[Symbol.asyncDispose]();
    throw error;
  }
  return {
    service: { url, schemaPrefix },
    title: withoutPassword(url),
    notices: [],
    async [Symbol.asyncDispose]() {
      try {
        await dropSchemas(pool, schemaPrefix);
      } finally {
        await pool[Symbol.asyncDispose]();
      }
    },
  };
}

/** All schemas of all runs begin so. */
const FAMILY = "paceline_bench_";
/** Held by a run on its prefix while it lives; connections lose their locks when they end. */
const LOCK = { name: "", text: "SELECT pg_advisory_lock(hashtext($1))" } as const;
const SCHEMAS = {
  name: "",
  text: "SELECT nspname AS name FROM pg_namespace WHERE starts_with(nspname, $1)",
} as const;
const TRY_LOCK = {
  name: "",
  text: "SELECT pg_try_advisory_lock(hashtext($1)) AS is_ours",
} as const;

async function dropSchemas(pool: ConnectionPool, prefix: string): Promise<void> {
  for (const { name } of await pool.query<{ name: string }>(SCHEMAS, [prefix])) {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    // oxlint-disable-next-line no-await-in-loop -- there is one connection
    await pool.query({ name: "", text: `DROP SCHEMA IF EXISTS ${quoted} CASCADE` }, []);
  }
}

/** Those of runs that were killed before they could: nobody holds their lock any more. */
async function dropLeftovers(pool: ConnectionPool): Promise<void> {
  const schemas = await pool.query<{ name: string }>(SCHEMAS, [FAMILY]);
  const prefixes = new Set(
    schemas.map(({ name }) => /^paceline_bench_[0-9a-f]{8}_/.exec(name)?.[0]),
  );
  for (const prefix of prefixes) {
    if (prefix === undefined) continue;
    // oxlint-disable-next-line no-await-in-loop -- there is one connection
    const [lock] = await pool.query<{ is_ours: boolean }>(TRY_LOCK, [prefix]);
    // oxlint-disable-next-line no-await-in-loop -- likewise
    if (lock?.is_ours === true) await dropSchemas(pool, prefix);
  }
}
