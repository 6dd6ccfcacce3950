import type * as Pg from "pg";
import type { ClientConfig, Pool, PoolClient, QueryConfig, QueryResultRow } from "pg";

import { StoreUnavailableError } from "../store-errors.ts";
import { failureKind, PoolTimeoutError } from "./postgres-failures.ts";
import type { Statement } from "./postgres-statements.ts";

export interface PoolOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** For messages: without the password. */
  readonly where: string;
  readonly connectionCountMax: number;
  /** How long a statement waits for a connection, and a connection for the server. */
  readonly acquireTimeoutMs: number;
  /** After it the server is taken for dead; of {@link ConnectionPool.query} and of work that is limited. */
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

export interface WorkLimits {
  /** Whether all of the work together must be over within `statementTimeoutMs`. @defaultValue false */
  readonly isLimited?: boolean;
}

/** Connections that are taken for one statement or transaction and given back. */
export interface ConnectionPool extends AsyncDisposable {
  query<Row extends QueryResultRow = Record<string, unknown>>(
    statement: Statement,
    values: readonly unknown[],
  ): Promise<readonly Row[]>;
  /** Everything that `work` does on the connection is done, or nothing when it throws. */
  transaction<T>(work: (client: PoolClient) => Promise<T>, limits?: WorkLimits): Promise<T>;
  /** The connection itself, given back when `work` is over. */
  use<T>(work: (client: PoolClient) => Promise<T>, limits?: WorkLimits): Promise<T>;
  statistics(): PoolStatistics;
}

/** @throws {StoreUnavailableError} when the package `pg` is not installed. Connects only when asked. */
export async function createConnectionPool(options: PoolOptions): Promise<ConnectionPool> {
  const { Pool: PgPool, Client: PgClient } = await loadPg(options.where);
  /** The pool's own option of this name would set a timer for every statement, not only for a new connection. */
  class PatientClient extends PgClient {
    constructor(config: ClientConfig = {}) {
      super({ ...config, connectionTimeoutMillis: options.acquireTimeoutMs });
    }
  }
  const pool = new PgPool({
    Client: PatientClient,
    connectionString: options.url,
    max: options.connectionCountMax,
    // A timer for each connection given back costs more than an idle connection.
    idleTimeoutMillis: 0,
    keepAlive: true,
  });
  return new MeasuredPool(pool, options);
}

async function loadPg(where: string): Promise<Pick<typeof Pg, "Client" | "Pool">> {
  try {
    return await import("pg");
  } catch (error) {
    throw new StoreUnavailableError(where, "driver-missing", error);
  }
}

/** Told of a connection, or why there is none. */
type Taken = (error: unknown, client?: PoolClient) => void;

/** How often limits are looked at, as a share of the shortest: they are kept within this. */
const LOOK_RATIO = 0.1;

/**
 * The driver's pool behind a queue of our own. Limits of time are looked after by one timer for all, and a statement
 * goes through callbacks: promises and timers of its own would cost a tenth of what the driver needs for it.
 */
class MeasuredPool implements ConnectionPool {
  readonly #pool: Pool;
  readonly #options: PoolOptions;
  readonly #waiting: { readonly askedNs: number; readonly taken: Taken }[] = [];
  /** Since when each connection has been at one statement. */
  readonly #runningSinceNs = new Map<PoolClient, number>();
  readonly #watch: NodeJS.Timeout;
  #inUseCount = 0;
  #acquireCount = 0;
  #waitNsTotal = 0;
  #waitNsMax = 0;
  #busyNsTotal = 0;
  #errorCount = 0;

  constructor(pool: Pool, options: PoolOptions) {
    this.#pool = pool;
    this.#options = options;
    // A connection lost while nobody used it: the next statement takes another one.
    pool.on("error", () => void this.#errorCount++);
    // One lost between being taken and being used. The driver fails the next statement, which says so; without a
    // listener the process would end.
    pool.on("connect", (client) => void client.on("error", () => undefined));
    const limitMs = Math.min(options.acquireTimeoutMs, options.statementTimeoutMs);
    this.#watch = setInterval(() => this.#look(), Math.max(1, LOOK_RATIO * limitMs)).unref();
  }

  query<Row extends QueryResultRow>(
    { name, text }: Statement,
    values: readonly unknown[],
  ): Promise<readonly Row[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Row[]>();
    this.#acquire((error, client) => {
      if (client === undefined) {
        reject(error);
        return;
      }
      const takenNs = nowNs();
      this.#runningSinceNs.set(client, takenNs);
      const config: QueryConfig = { name, text, values: [...values] };
      client.query<Row>(config, (failure: unknown, result) => {
        this.#giveBack(client, takenNs, failure);
        if (isFailure(failure)) reject(failure);
        else resolve(result.rows);
      });
    });
    return promise;
  }

  async transaction<T>(work: (client: PoolClient) => Promise<T>, limits?: WorkLimits): Promise<T> {
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
    }, limits);
  }

  async use<T>(
    work: (client: PoolClient) => Promise<T>,
    { isLimited = false }: WorkLimits = {},
  ): Promise<T> {
    const taken = Promise.withResolvers<PoolClient>();
    this.#acquire((error, client) => {
      if (client === undefined) taken.reject(error);
      else taken.resolve(client);
    });
    const client = await taken.promise;
    const takenNs = nowNs();
    if (isLimited) this.#runningSinceNs.set(client, takenNs);
    try {
      const result = await work(client);
      this.#giveBack(client, takenNs, null);
      return result;
    } catch (error) {
      this.#giveBack(client, takenNs, error);
      throw error;
    }
  }

  statistics(): PoolStatistics {
    return {
      connectionCountMax: this.#options.connectionCountMax,
      acquireCount: this.#acquireCount,
      waitNsTotal: this.#waitNsTotal,
      waitNsMax: this.#waitNsMax,
      busyNsTotal: this.#busyNsTotal,
      errorCount: this.#errorCount,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#watch);
    if (!this.#pool.ending) await this.#pool.end();
  }

  #acquire(taken: Taken): void {
    const askedNs = nowNs();
    if (this.#inUseCount >= this.#options.connectionCountMax) {
      this.#waiting.push({ askedNs, taken });
      return;
    }
    this.#inUseCount++;
    this.#connect(askedNs, taken);
  }

  #connect(askedNs: number, taken: Taken): void {
    this.#pool.connect((error, client) => {
      if (client === undefined) {
        this.#errorCount++;
        this.#serveNext();
        taken(error);
        return;
      }
      const waitNs = nowNs() - askedNs;
      this.#acquireCount++;
      this.#waitNsTotal += waitNs;
      if (waitNs > this.#waitNsMax) this.#waitNsMax = waitNs;
      this.#options.onAcquired?.(waitNs);
      taken(null, client);
    });
  }

  /** A connection that is not known to be sound is thrown away. */
  #giveBack(client: PoolClient, takenNs: number, error: unknown): void {
    this.#runningSinceNs.delete(client);
    this.#busyNsTotal += nowNs() - takenNs;
    if (isFailure(error)) this.#errorCount++;
    client.release(isFailure(error) && failureKind(error) === "lost");
    this.#serveNext();
  }

  #serveNext(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#inUseCount--;
    else this.#connect(next.askedNs, next.taken);
  }

  #look(): void {
    const { acquireTimeoutMs, statementTimeoutMs } = this.#options;
    const askedBeforeNs = nowNs() - 1e6 * acquireTimeoutMs;
    while (this.#waiting[0] !== undefined && this.#waiting[0].askedNs < askedBeforeNs) {
      this.#errorCount++;
      this.#waiting.shift()?.taken(new PoolTimeoutError());
    }
    const startedBeforeNs = nowNs() - 1e6 * statementTimeoutMs;
    for (const [client, sinceNs] of this.#runningSinceNs) {
      // With a statement under way the driver closes the connection at once, which fails the statement.
      if (sinceNs < startedBeforeNs) void endClient(client);
    }
  }
}

const isFailure = (error: unknown): boolean => error !== null && error !== undefined;

/** What the driver's type of a pooled connection leaves out. */
async function endClient(
  client: PoolClient & { readonly end?: () => Promise<void> },
): Promise<void> {
  await client.end?.();
}

const nowNs = (): number => performance.now() * 1e6;
