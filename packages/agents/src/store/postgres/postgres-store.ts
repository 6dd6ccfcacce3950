import { withoutPassword } from "@paceline/core";

import type { AgentId, Message } from "../../message.ts";
import { toAgentKey } from "../agent-key.ts";
import type {
  AgentStore,
  BeliefSnapshot,
  KindTraffic,
  StoreCounts,
  StoredAgent,
  StoredObservation,
  StoreRecords,
  StoreStatistics,
} from "../agent-store.ts";
import { createBatchWriter } from "../batch-writer.ts";
import type { BatchWriter } from "../batch-writer.ts";
import { MIGRATIONS } from "../migrations.ts";
import type { Migration } from "../migrations.ts";
import { StoreClosedError, StoreSchemaError } from "../store-errors.ts";
import {
  toBeliefSnapshot,
  toMessage,
  toObservation,
  toStoredAgent,
  toStoreRows,
} from "../store-rows.ts";
import type { FoundRow } from "../store-rows.ts";
import type { ConnectionPool } from "./connection-pool.ts";
import { openConnectionPool, SERVER_VERSION_MIN } from "./open-connection-pool.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { expectNew } from "./expect-new.ts";
import { failureKind, postgresFailure } from "./postgres-failures.ts";
import { resolvePostgresOptions } from "./postgres-options.ts";
import type { PostgresStoreOptions, ResolvedPostgresOptions } from "./postgres-options.ts";
import { READS } from "./postgres-statements.ts";
import type { InSchema, Statement } from "./postgres-statements.ts";
import { createRowWriter } from "./postgres-row-writer.ts";
import type { WriteBatch } from "./postgres-row-writer.ts";
import { retry } from "./retry.ts";

/** What only tests set: how a store meets tables and servers of other times. */
export interface PostgresEra {
  readonly serverVersionMin?: number;
  readonly migrations?: readonly Migration[];
}

/**
 * A store in PostgreSQL, in a schema of its own, through a pool of connections. Needs the package `pg`, which
 * is loaded only here.
 *
 * A lost connection is tried again for `reconnectLimitMs`; what was acknowledged is safe, what was on its way is
 * written again.
 *
 * @param url - `postgres://user:password@host:port/database`; the password may come from `PGPASSWORD`.
 * @throws {StoreUnavailableError} when `pg` is missing, or the server is, refuses us or is too old.
 * @throws {StoreSchemaError} when the tables are of a later version.
 */
export async function createPostgresStore(
  url: string,
  options: PostgresStoreOptions = {},
  era: PostgresEra = {},
): Promise<AgentStore> {
  const resolved = resolvePostgresOptions(url, options);
  const where = withoutPassword(url);
  const { serverVersionMin = SERVER_VERSION_MIN, migrations = MIGRATIONS } = era;
  const pool = await openConnectionPool(url, { ...resolved, serverVersionMin });
  const schema = quoteIdentifier(resolved.schema);
  try {
    await migratePostgres(pool, { where, schema, migrations });
  } catch (error) {
    await pool[Symbol.asyncDispose]();
    throw error instanceof StoreSchemaError ? error : postgresFailure(where, error, "opening");
  }
  const inSchema: InSchema = (text) =>
    text.replace(/\{(\w+)\}/g, (_braces, table: string) => `${schema}.${table}`);
  return new PostgresStore(pool, where, { ...resolved, inSchema });
}

const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

type Reads = { readonly [Name in keyof typeof READS]: Statement };

class PostgresStore implements AgentStore {
  readonly dialect = "postgres";
  readonly #pool: ConnectionPool;
  readonly #where: string;
  readonly #options: ResolvedPostgresOptions;
  readonly #reads: Reads;
  readonly #writer: BatchWriter;
  readonly #closing = new AbortController();
  #retryCount = 0;
  #isClosing = false;

  constructor(
    pool: ConnectionPool,
    where: string,
    options: ResolvedPostgresOptions & { readonly inSchema: InSchema },
  ) {
    this.#pool = pool;
    this.#where = where;
    this.#options = options;
    const entries = Object.entries(READS).map(([name, text]) => [
      name,
      { name: `paceline_${name}`, text: options.inSchema(text) },
    ]);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names
    this.#reads = Object.fromEntries(entries) as Reads;
    const writeRows = createRowWriter(pool, options.inSchema);
    const write: WriteBatch = (batch, novelty) => this.#retry(() => writeRows(batch, novelty));
    this.#writer = createBatchWriter(expectNew(write), options);
  }

  async record(records: StoreRecords): Promise<void> {
    if (this.#isClosing) throw new StoreClosedError(this.#where);
    return this.#writer.write(toStoreRows(records));
  }

  async findAgent(id: AgentId): Promise<StoredAgent | null> {
    const [row] = await this.#read("agent", [toAgentKey(id)]);
    return row === undefined ? null : toStoredAgent(row);
  }

  async latestMessages(to: AgentId, count: number): Promise<readonly Message[]> {
    const rows = await this.#read("latestMessages", [toAgentKey(to), count]);
    return rows.map(toMessage).toReversed();
  }

  async observationsOf(
    id: AgentId,
    { fromStep, count }: { readonly fromStep: number; readonly count: number },
  ): Promise<readonly StoredObservation[]> {
    const rows = await this.#read("observations", [toAgentKey(id), fromStep, count]);
    return rows.map(toObservation);
  }

  async latestBelief(id: AgentId): Promise<BeliefSnapshot | null> {
    const [row] = await this.#read("latestBelief", [toAgentKey(id)]);
    return row === undefined ? null : toBeliefSnapshot(row);
  }

  async trafficByKind(): Promise<readonly KindTraffic[]> {
    return (await this.#read("traffic", [])).map((row) => ({
      kind: String(row["kind"]),
      agentCount: Number(row["agent_count"]),
      messageCount: Number(row["message_count"]),
    }));
  }

  async counts(): Promise<StoreCounts> {
    const [row] = await this.#read("counts", []);
    return {
      agentCount: Number(row?.["agents"]),
      messageCount: Number(row?.["messages"]),
      observationCount: Number(row?.["observations"]),
      beliefCount: Number(row?.["beliefs"]),
    };
  }

  statistics(): StoreStatistics {
    const { writtenRowCount, batchCount } = this.#writer;
    const pool = this.#pool.statistics();
    return { writtenRowCount, batchCount, retryCount: this.#retryCount, pool };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    await this.#writer.drain();
    this.#closing.abort();
    await this.#pool[Symbol.asyncDispose]();
  }

  #read(name: keyof Reads, values: readonly unknown[]): Promise<readonly FoundRow[]> {
    if (this.#isClosing) throw new StoreClosedError(this.#where);
    return this.#query(this.#reads[name], values);
  }

  #query(statement: Statement, values: readonly unknown[]): Promise<readonly FoundRow[]> {
    return this.#retry(() => this.#pool.query(statement, values));
  }

  /** Tried again when the connection is lost: reads change nothing, and rows written twice are there once. */
  #retry<T>(attempt: () => Promise<T>): Promise<T> {
    // One promise less on the way that nearly every statement takes.
    return attempt().catch((error: unknown) => this.#retryAfter(error, attempt));
  }

  async #retryAfter<T>(error: unknown, attempt: () => Promise<T>): Promise<T> {
    if (!isRetriable(error)) throw postgresFailure(this.#where, error, "open");
    this.#retryCount++;
    try {
      return await retry(
        attempt,
        isRetriable,
        { ...this.#options, signal: this.#closing.signal },
        () => void this.#retryCount++,
      );
    } catch (lastError) {
      throw postgresFailure(this.#where, lastError, "open");
    }
  }
}

const isRetriable = (error: unknown): boolean => {
  const kind = failureKind(error);
  return kind === "lost" || kind === "conflict";
};
