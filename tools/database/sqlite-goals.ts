import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { SQLInputValue } from "node:sqlite";

import { createSqliteStore } from "../../packages/agents/src/index.ts";
import type { AgentStore } from "../../packages/agents/src/index.ts";
import {
  createDataset,
  idOf,
  populate,
} from "../../packages/suite/src/database-queries/dataset.ts";
import type { Goal } from "./goal.ts";
import { interleave } from "./interleave.ts";
import type { Turns } from "./interleave.ts";
import { messagesFrom, SENDER_COUNTS } from "./messages.ts";

const TURNS = { turnCount: 12, turnMs: 150 } as const;
const AGENT_COUNT = 1_000;
const SETTINGS =
  "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 10000";

/** The store beside the statement alone: what everything between costs. */
export async function measureSqlite(): Promise<readonly Goal[]> {
  await using folder = await mkdtempDisposable(join(tmpdir(), "paceline-database-tool-"));
  const file = join(folder.path, "agents.sqlite");
  await using store = createSqliteStore(file);
  await populate(store, createDataset(AGENT_COUNT));
  const bare = new DatabaseSync(file, { timeout: 5000 });
  // As the store sets itself up, so that both do the same.
  bare.exec(SETTINGS);
  const selects = await measureSelects(store, bare);
  const transactions = await measureTransactions(store, bare);
  bare.close();
  const rows: Goal[] = [];
  for (const senderCount of SENDER_COUNTS) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    rows.push(...(await measureRows(join(folder.path, `rows-${senderCount}.sqlite`), senderCount)));
  }
  return [
    { title: "SQLite select ÷ bare", bound: 0.7, figure: selects.ratio, ...selects },
    { title: "SQLite transaction ÷ bare", bound: 0.7, figure: transactions.ratio, ...transactions },
    ...rows,
  ];
}

function measureSelects(store: AgentStore, bare: DatabaseSync): Promise<Turns> {
  const select = bare.prepare("SELECT id, kind, options, step_count FROM agent WHERE id = ?");
  return interleave(
    async () => {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as the statement alone
      for (let index = 0; index < AGENT_COUNT; index++) await store.findAgent(idOf(index));
      return AGENT_COUNT;
    },
    async () => {
      for (let index = 0; index < AGENT_COUNT; index++) select.get(idOf(index));
      return AGENT_COUNT;
    },
    TURNS,
  );
}

const TRANSACTION_COUNT = 100;

/** An upsert and an insert, durable together. */
function measureTransactions(store: AgentStore, bare: DatabaseSync): Promise<Turns> {
  const upsert = bare.prepare(
    "INSERT INTO agent VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET step_count = excluded.step_count",
  );
  const insert = bare.prepare("INSERT INTO observation VALUES (?, ?, ?)");
  let [ourStep, bareStep] = [0, 0];
  return interleave(
    async () => {
      for (let each = 0; each < TRANSACTION_COUNT; each++) {
        const id = idOf(ourStep % AGENT_COUNT);
        // oxlint-disable-next-line no-await-in-loop -- each its own transaction
        await store.record({
          agents: [{ id, kind: "explorer", options: null, stepCount: ourStep }],
          observations: [{ agentId: "ours", step: ourStep++, content: { cell: 3 } }],
        });
      }
      return TRANSACTION_COUNT;
    },
    async () => {
      for (let each = 0; each < TRANSACTION_COUNT; each++) {
        bare.exec("BEGIN IMMEDIATE");
        upsert.run(idOf(bareStep % AGENT_COUNT), "explorer", "null", bareStep);
        insert.run("bare", bareStep++, '{"cell":3}');
        bare.exec("COMMIT");
      }
      return TRANSACTION_COUNT;
    },
    TURNS,
  );
}

const BATCH_ROW_COUNT = 5_000;
/** As many as the store gives one statement. */
const STATEMENT_ROW_COUNT = 50;

/**
 * Beside the statement that writes the messages, into a table of the same columns. The store also checks them, leaves out
 * what is there already, and keeps for each agent which sequences it sent and which messages it got.
 */
async function measureRows(file: string, senderCount: number): Promise<readonly Goal[]> {
  await using store = createSqliteStore(file);
  const bare = new DatabaseSync(file.replace("rows", "bare"), { timeout: 5000 });
  bare.exec(
    `PRAGMA journal_mode = WAL; ${SETTINGS};
     CREATE TABLE message (
       position INTEGER PRIMARY KEY, sender INTEGER NOT NULL, sequence INTEGER NOT NULL, recipient INTEGER,
       previous INTEGER, topic TEXT NOT NULL, content TEXT NOT NULL
     ) STRICT`,
  );
  const row = "(?, ?, ?, ?, ?, ?, ?)";
  const insert = bare.prepare(
    `INSERT INTO message VALUES ${Array<string>(STATEMENT_ROW_COUNT).fill(row).join()}`,
  );
  let [ourBatch, bareBatch, position] = [0, 0, 0];
  const rates = await interleave(
    async () => {
      await store.record({
        messages: messagesFrom(senderCount, { batchIndex: ourBatch++, rowCount: BATCH_ROW_COUNT }),
      });
      return BATCH_ROW_COUNT;
    },
    async () => {
      const messages = messagesFrom(senderCount, {
        batchIndex: bareBatch++,
        rowCount: BATCH_ROW_COUNT,
      });
      bare.exec("BEGIN IMMEDIATE");
      for (let start = 0; start < BATCH_ROW_COUNT; start += STATEMENT_ROW_COUNT) {
        const values: SQLInputValue[] = [];
        for (const { sequence, topic, content } of messages.slice(
          start,
          start + STATEMENT_ROW_COUNT,
        ))
          values.push(++position, 1, sequence, 2, position - 1, topic, JSON.stringify(content));
        insert.run(...values);
      }
      bare.exec("COMMIT");
      return BATCH_ROW_COUNT;
    },
    TURNS,
  );
  bare.close();
  const title = `SQLite rows/s, ${senderCount} sender${senderCount === 1 ? "" : "s"}`;
  return [
    { title, bound: 400_000, ...rates, figure: rates.oursPerSecond },
    { title: `${title} ÷ bare`, bound: 0.9, ...rates, figure: rates.ratio },
  ];
}
