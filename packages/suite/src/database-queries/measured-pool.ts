import { createPostgresStore, openConnectionPool } from "@paceline/agents";
import type { ConnectionPool } from "@paceline/agents";
import { quantile, sortSamples } from "@paceline/core";
import type { DatabaseService } from "@paceline/harness";

import { runClients } from "./closed-loop.ts";
import type { LoopOptions, LoopSummary } from "./closed-loop.ts";
import { AGENT_COUNT, createDataset, idOf } from "./dataset.ts";

/** What is sent through the pool. */
export const POOL_WORK = ["transaction", "select", "insert"] as const;
export type PoolWork = (typeof POOL_WORK)[number];

/** Utilisation, saturation and errors of a pool (the USE method) during one loop. */
export interface PoolUse {
  /** Of the connections, how many were at work on average: 0 to 1. */
  readonly utilizationRatio: number;
  readonly waitNsP50: number;
  readonly waitNsP95: number;
  readonly waitNsP99: number;
  readonly errorCount: number;
}

/** A pool on tables of its own, with the original's agents in them. */
export interface MeasuredPool extends AsyncDisposable {
  readonly pool: ConnectionPool;
  readonly schema: string;
  readonly connectionCount: number;
  /** One request, of the given kind. */
  request(work: PoolWork): Promise<unknown>;
  /** Requests of this kind so far. */
  readonly requestCounts: Readonly<Record<PoolWork, number>>;
  /** Tells of requests that somebody else sent to the same tables. */
  countOthers(work: PoolWork, requestCount: number): void;
  load(work: PoolWork, options: LoopOptions): Promise<LoopSummary & PoolUse>;
  /** Whether the tables hold what all requests together must have left there. */
  isRight(): Promise<boolean>;
}

/** The statements, so that pgbench can be given the same. Parameters are text in both. */
export const poolTexts = (schema: string) =>
  ({
    select: `SELECT kind FROM ${schema}.agent WHERE id = 'agent-' || $1`,
    insert: `INSERT INTO ${schema}.log (agent, content) VALUES ('agent-' || $1, 'step')`,
    update: `UPDATE ${schema}.agent SET step_count = step_count + 1 WHERE id = 'agent-' || $1`,
  }) as const;

/** @param connectionCount - all opened before anything is measured. */
export async function openMeasuredPool(
  { url, schemaPrefix }: DatabaseService,
  connectionCount: number,
): Promise<MeasuredPool> {
  const schema = `${schemaPrefix}pool_${process.pid}`;
  {
    await using store = await createPostgresStore(url, { schema, connectionCountMax: 1 });
    const { agentAt } = createDataset(AGENT_COUNT);
    await store.record({
      agents: Array.from({ length: AGENT_COUNT }, (_, index) => agentAt(index)),
    });
  }
  const waits: number[] = [];
  const pool = await openConnectionPool(url, {
    connectionCountMax: connectionCount,
    onAcquired: (waitNs) => void waits.push(waitNs),
  });
  await pool.use((client) =>
    client.query(
      `CREATE TABLE ${schema}.log (agent TEXT NOT NULL, content TEXT NOT NULL); ANALYZE ${schema}.agent`,
    ),
  );
  await openAll(pool, connectionCount);
  return new LoadedPool(pool, schema, { connectionCount, waits });
}

/** Each connection is held until all are there. */
async function openAll(pool: ConnectionPool, connectionCount: number): Promise<void> {
  const allOpen = Promise.withResolvers<void>();
  let openCount = 0;
  const hold = async (): Promise<void> => {
    if (++openCount === connectionCount) allOpen.resolve();
    await allOpen.promise;
  };
  await Promise.all(Array.from({ length: connectionCount }, () => pool.use(hold)));
}

class LoadedPool implements MeasuredPool {
  readonly pool: ConnectionPool;
  readonly schema: string;
  readonly connectionCount: number;
  readonly requestCounts: Record<PoolWork, number> = { transaction: 0, select: 0, insert: 0 };
  readonly #waits: number[];
  readonly #texts: ReturnType<typeof poolTexts>;

  constructor(
    pool: ConnectionPool,
    schema: string,
    loaded: { readonly connectionCount: number; readonly waits: number[] },
  ) {
    this.pool = pool;
    this.schema = schema;
    this.connectionCount = loaded.connectionCount;
    this.#waits = loaded.waits;
    this.#texts = poolTexts(schema);
  }

  async request(work: PoolWork): Promise<unknown> {
    const index = (this.requestCounts[work]++ * 7_919) % AGENT_COUNT;
    const values = [String(index)];
    const { select, insert, update } = this.#texts;
    if (work === "insert") return this.pool.query({ name: "insert", text: insert }, values);
    if (work === "transaction") {
      return this.pool.transaction(async (client) => {
        await client.query({ name: "update", text: update, values });
        await client.query({ name: "insert", text: insert, values });
      });
    }
    const [row] = await this.pool.query<{ kind: string }>({ name: "select", text: select }, values);
    if (row === undefined) throw new Error(`${idOf(index)} was not found`);
    return row.kind;
  }

  countOthers(work: PoolWork, requestCount: number): void {
    this.requestCounts[work] += requestCount;
  }

  async load(work: PoolWork, options: LoopOptions): Promise<LoopSummary & PoolUse> {
    const before = this.pool.statistics();
    this.#waits.length = 0;
    const loop = await runClients(() => this.request(work), options);
    const after = this.pool.statistics();
    const waits = sortSamples(Float64Array.from(this.#waits));
    const busyNs = after.busyNsTotal - before.busyNsTotal;
    return {
      ...loop,
      utilizationRatio: busyNs / (loop.elapsedNs * this.connectionCount),
      waitNsP50: quantile(waits, 0.5),
      waitNsP95: quantile(waits, 0.95),
      waitNsP99: quantile(waits, 0.99),
      errorCount: after.errorCount - before.errorCount,
    };
  }

  async isRight(): Promise<boolean> {
    const { schema, requestCounts } = this;
    const text = `SELECT (SELECT sum(step_count) FROM ${schema}.agent) AS steps,
        (SELECT count(*) FROM ${schema}.log) AS rows`;
    const [row] = await this.pool.query({ name: "", text }, []);
    const { transaction, insert } = requestCounts;
    return Number(row?.["steps"]) === transaction && Number(row?.["rows"]) === transaction + insert;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.pool.use((client) => client.query(`DROP SCHEMA ${this.schema} CASCADE`));
    await this.pool[Symbol.asyncDispose]();
  }
}
