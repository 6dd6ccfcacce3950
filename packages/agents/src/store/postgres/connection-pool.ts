import type * as Pg from "pg";
import type { Pool, PoolClient, QueryResultRow } from "pg";

import { StoreUnavailableError } from "../store-errors.ts";
import { failureKind } from "./postgres-failures.ts";
import type { Statement } from "./postgres-statements.ts";

export interface PoolOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** For messages: without the password. */
  readonly where: string;
  readonly connectionCountMax: number;
  /** How long a statement waits for a connection, and a connection for the server. */
  readonly acquireTimeoutMs: number;
  /** After it the server is taken for dead. */
  readonly statementTimeoutMs: number;
  /** Told how long each statement waited for its connection, in ns. */
  readonly onAcquired?: (waitNs: number) => void;
}

/** Utilisation, saturation and errors of a pool since it was opened (the USE method). */
export interface PoolStatistics {
  readonly connectionCountMax: number;
  /** Times that a connection was taken. */
  readonly acquireCount: number;
  /** Of all takers together. */
  readonly waitNsTotal: number;
  readonly waitNsMax: number;
  /** Of all connections together; over time and connections it is the utilisation. */
  readonly busyNsTotal: number;
  /** Statements and connections that failed. */
  readonly errorCount: number;
}

/** Connections that are taken for one statement or transaction and given back. */
export interface ConnectionPool extends AsyncDisposable {
  query<Row extends QueryResultRow = Record<string, unknown>>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<readonly Row[]>;
  /** Everything that `work` does on the connection is done, or nothing when it throws. */
  transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  /** The connection itself, given back when `work` is over. */
  use<T>(work: (client: PoolClient) => Promise<T>): Promise<T>;
  statistics(): PoolStatistics;
}

/** @throws {StoreUnavailableError} when the package `pg` is not installed. Connects only when asked. */
export async function createConnectionPool(options: PoolOptions): Promise<ConnectionPool> {
  const { Pool: PgPool } = await loadPg(options.where);
  const pool = new PgPool({
    connectionString: options.url,
    max: options.connectionCountMax,
    connectionTimeoutMillis: options.acquireTimeoutMs,
    query_timeout: options.statementTimeoutMs,
    // A timer for each connection given back costs more than an idle connection.
    idleTimeoutMillis: 0,
    keepAlive: true,
  });
  return new MeasuredPool(pool, options);
}

async function loadPg(where: string): Promise<Pick<typeof Pg, "Pool">> {
  try {
    return await import("pg");
  } catch (error) {
    throw new StoreUnavailableError(where, "driver-missing", error);
  }
}

class MeasuredPool implements ConnectionPool {
  readonly #pool: Pool;
  readonly #connectionCountMax: number;
  readonly #onAcquired: ((waitNs: number) => void) | undefined;
  #acquireCount = 0;
  #waitNsTotal = 0;
  #waitNsMax = 0;
  #busyNsTotal = 0;
  #errorCount = 0;

  constructor(pool: Pool, { connectionCountMax, onAcquired }: PoolOptions) {
    this.#pool = pool;
    this.#connectionCountMax = connectionCountMax;
    this.#onAcquired = onAcquired;
    // A connection lost while nobody used it: the next statement takes another one.
    pool.on("error", () => void this.#errorCount++);
    // One lost between being taken and being used. The driver fails the next statement, which says so; without a
    // listener the process would end.
    pool.on("connect", (client) => void client.on("error", () => undefined));
  }

  async query<Row extends QueryResultRow>(
    { name, text }: Statement,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    const askedNs = nowNs();
    const client = await this.#acquire(askedNs);
    const acquiredNs = nowNs();
    try {
      const { rows } = await client.query<Row>({ name, text, values: [...values] });
      this.#busyNsTotal += nowNs() - acquiredNs;
      client.release();
      return rows;
    } catch (error) {
      throw this.#failed(client, acquiredNs, error);
    }
  }

  async transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.use(async (client) => {
      await client.query("BEGIN");
      try {
        const result = await work(client);
        await client.query("COMMIT");
        return result;
      } catch (error) {
        if (failureKind(error) !== "lost") await client.query("ROLLBACK");
        throw error;
      }
    });
  }

  async use<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#acquire(nowNs());
    const acquiredNs = nowNs();
    try {
      const result = await work(client);
      this.#busyNsTotal += nowNs() - acquiredNs;
      client.release();
      return result;
    } catch (error) {
      throw this.#failed(client, acquiredNs, error);
    }
  }

  statistics(): PoolStatistics {
    return {
      connectionCountMax: this.#connectionCountMax,
      acquireCount: this.#acquireCount,
      waitNsTotal: this.#waitNsTotal,
      waitNsMax: this.#waitNsMax,
      busyNsTotal: this.#busyNsTotal,
      errorCount: this.#errorCount,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #acquire(askedNs: number): Promise<PoolClient> {
    try {
      const client = await this.#pool.connect();
      const waitNs = nowNs() - askedNs;
      this.#acquireCount++;
      this.#waitNsTotal += waitNs;
      if (waitNs > this.#waitNsMax) this.#waitNsMax = waitNs;
      this.#onAcquired?.(waitNs);
      return client;
    } catch (error) {
      this.#errorCount++;
      throw error;
    }
  }

  /** Gives the connection back, or throws it away when it is not known to be sound. */
  #failed(client: PoolClient, acquiredNs: number, error: unknown): unknown {
    this.#errorCount++;
    this.#busyNsTotal += nowNs() - acquiredNs;
    client.release(failureKind(error) === "lost");
    return error;
  }
}

const nowNs = (): number => performance.now() * 1e6;
