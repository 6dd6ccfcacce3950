import pg from "pg";

import { createPostgresStore, openConnectionPool } from "../../packages/agents/src/index.ts";
import type { AgentId, ConnectionPool } from "../../packages/agents/src/index.ts";
import { copyRows } from "../../packages/agents/src/store/postgres/copy-rows.ts";
import {
  createDataset,
  idOf,
  populate,
} from "../../packages/suite/src/database-queries/dataset.ts";
import type { Goal } from "./goal.ts";
import { inFlight, interleave } from "./interleave.ts";
import type { Turns } from "./interleave.ts";
import { messagesFrom } from "./messages.ts";

const POOL_SIZE = 10;
const AGENT_COUNT = 1_000;
const CALL_COUNT = 1_000;
const TURNS = { turnCount: 12, turnMs: 300 } as const;
const SCHEMA = "goals";

/** Our adapter beside `pg.Pool` with the same statements, ten in flight over ten connections. */
export async function measurePostgres(url: string): Promise<readonly Goal[]> {
  await using store = await createPostgresStore(url, {
    schema: SCHEMA,
    connectionCountMax: POOL_SIZE,
  });
  await populate(store, createDataset(AGENT_COUNT));
  await using ours = await openConnectionPool(url, { connectionCountMax: POOL_SIZE });
  const bare = new pg.Pool({ connectionString: url, max: POOL_SIZE });
  await bare.query(`CREATE TABLE ${SCHEMA}.log (agent TEXT NOT NULL, content TEXT NOT NULL)`);
  try {
    const text = `SELECT id, kind, options, step_count FROM ${SCHEMA}.agent WHERE id = $1`;
    const selects = await interleave(
      () => inFlight(POOL_SIZE, CALL_COUNT, (index) => store.findAgent(idOf(index))),
      () =>
        inFlight(POOL_SIZE, CALL_COUNT, (index) =>
          bare.query({ name: "select", text, values: [idOf(index)] }),
        ),
      TURNS,
    );
    const inserts = await measureInserts(ours, bare);
    const transactions = await measureTransactions(ours, bare);
    // Beyond what the agents of the data have sent already: a message that is there makes the store look for more of them.
    let [ourBatch, bareBatch] = [1_000, 0];
    const copying = await bare.connect();
    const rows = await interleave(
      async () => {
        await store.record({
          messages: messagesFrom(1_000, { batchIndex: ++ourBatch, rowCount: 5_000 }),
        });
        return 5_000;
      },
      () => copyBareRows(copying, ++bareBatch),
      TURNS,
    );
    copying.release();
    return [
      ...bothGoals("pool 10, select", 10_000, selects),
      ...bothGoals("pool 10, insert", 7_000, inserts),
      ...bothGoals("pool 10, transaction", 3_000, transactions),
      {
        title: "PostgreSQL rows/s, 1000 senders",
        bound: 100_000,
        figure: rows.oursPerSecond,
        ...rows,
      },
      {
        title: "PostgreSQL rows/s, 1000 senders ÷ bare",
        bound: 0.9,
        figure: rows.ratio,
        ...rows,
      },
    ];
  } finally {
    await bare.end();
  }
}

const bothGoals = (title: string, bound: number, turns: Turns): readonly Goal[] => [
  { title: `${title} ÷ bare`, bound: 0.9, figure: turns.ratio, ...turns },
  { title: `${title}/s`, bound, figure: turns.oursPerSecond, ...turns },
];

const INSERT = {
  name: "insert",
  text: `INSERT INTO ${SCHEMA}.log (agent, content) VALUES ($1, 'step')`,
} as const;
const UPDATE = {
  name: "update",
  text: `UPDATE ${SCHEMA}.agent SET step_count = step_count + 1 WHERE id = $1`,
} as const;

const measureInserts = (ours: ConnectionPool, bare: pg.Pool): Promise<Turns> =>
  interleave(
    () => inFlight(POOL_SIZE, CALL_COUNT, (index) => ours.query(INSERT, [idOf(index)])),
    () =>
      inFlight(POOL_SIZE, CALL_COUNT, (index) => bare.query({ ...INSERT, values: [idOf(index)] })),
    TURNS,
  );

const measureTransactions = (ours: ConnectionPool, bare: pg.Pool): Promise<Turns> =>
  interleave(
    () =>
      inFlight(POOL_SIZE, CALL_COUNT, (index) =>
        ours.transaction(async (client) => {
          await client.query({ ...UPDATE, values: [idOf(index)] });
          await client.query({ ...INSERT, values: [idOf(index)] });
        }),
      ),
    () =>
      inFlight(POOL_SIZE, CALL_COUNT, async (index) => {
        const client = await bare.connect();
        await client.query("BEGIN");
        await client.query({ ...UPDATE, values: [idOf(index)] });
        await client.query({ ...INSERT, values: [idOf(index)] });
        await client.query("COMMIT");
        client.release();
      }),
    TURNS,
  );

/** The same rows into the same table by COPY, with the numbers of agents at hand and nothing checked. */
async function copyBareRows(client: pg.PoolClient, batchIndex: number): Promise<number> {
  const messages = messagesFrom(1_000, { batchIndex, rowCount: 5_000 });
  // Of other senders than ours: a row is written once.
  const rows = messages.map(
    ({ from, sequence, to, topic, content }) =>
      `${2_000_000 + numberOf(from)}\t${sequence}\t${numberOf(to)}\t${topic}\t${JSON.stringify(content)}\n`,
  );
  await copyRows(
    client,
    `COPY ${SCHEMA}.message (sender, sequence, recipient, topic, content) FROM STDIN`,
    [rows.join("")],
  );
  return messages.length;
}

/** 7 of "agent-7". */
const numberOf = (id: AgentId | null): number => Number(String(id).slice("agent-".length));
