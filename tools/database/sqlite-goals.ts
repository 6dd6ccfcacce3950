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
    rows.push(...(await measureRows(folder.path, senderCount)));
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

/** Beside the two ways to write the same rows by hand; see {@link PLAIN} and {@link APPENDED}. */
async function measureRows(folder: string, senderCount: number): Promise<readonly Goal[]> {
  await using store = createSqliteStore(join(folder, `ours-${senderCount}.sqlite`));
  let batchIndex = 0;
  const ours = async (): Promise<number> => {
    await store.record({
      messages: messagesFrom(senderCount, { batchIndex: batchIndex++, rowCount: BATCH_ROW_COUNT }),
    });
    return BATCH_ROW_COUNT;
  };
  const against = async (bare: BareTable): Promise<Turns> => {
    const file = join(folder, `${bare.title}-${senderCount}.sqlite`.replaceAll(" ", "-"));
    using database = openBare(file, bare);
    return await interleave(ours, writeBare(database, bare, senderCount), TURNS);
  };
  const plain = await against(PLAIN);
  const appended = await against(APPENDED);
  const title = `SQLite rows/s, ${senderCount} sender${senderCount === 1 ? "" : "s"}`;
  return [
    { title, bound: 400_000, ...plain, figure: plain.oursPerSecond },
    { title: `${title} ÷ ${PLAIN.title}`, bound: 0.9, ...plain, figure: plain.ratio },
    { title: `${title} ÷ ${APPENDED.title}`, bound: 0.7, ...appended, figure: appended.ratio },
  ];
}

/** A table that is written by the driver alone. */
interface BareTable {
  readonly title: string;
  readonly schema: string;
  readonly insert: string;
}

const COLUMNS = `position INTEGER PRIMARY KEY, sender INTEGER NOT NULL, sequence INTEGER NOT NULL,
  recipient INTEGER, previous INTEGER, topic TEXT NOT NULL, content TEXT NOT NULL`;

/** What one would write: it leaves out what is there already, and finds the latest messages of an agent, as the store does. */
const PLAIN: BareTable = {
  title: "bare with indexes",
  schema: `CREATE TABLE message (${COLUMNS}, UNIQUE (sender, sequence)) STRICT;
    CREATE INDEX message_recipient ON message (recipient, position)`,
  insert: "INSERT OR IGNORE INTO message VALUES",
};

/** The statement alone that the store writes messages by: nothing is checked, and nothing found again. */
const APPENDED: BareTable = {
  title: "bare, append only",
  schema: `CREATE TABLE message (${COLUMNS}) STRICT`,
  insert: "INSERT INTO message VALUES",
};

function openBare(file: string, { schema }: BareTable): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 });
  database.exec(`PRAGMA journal_mode = WAL; ${SETTINGS}; ${schema}`);
  return database;
}

/** Agents have their numbers already. */
function writeBare(
  database: DatabaseSync,
  { insert }: BareTable,
  senderCount: number,
): () => Promise<number> {
  const statement = database.prepare(
    `${insert} ${Array<string>(STATEMENT_ROW_COUNT).fill("(?, ?, ?, ?, ?, ?, ?)").join()}`,
  );
  let [batchIndex, position] = [0, 0];
  return async () => {
    const messages = messagesFrom(senderCount, {
      batchIndex: batchIndex++,
      rowCount: BATCH_ROW_COUNT,
    });
    database.exec("BEGIN IMMEDIATE");
    for (let start = 0; start < BATCH_ROW_COUNT; start += STATEMENT_ROW_COUNT) {
      const values: SQLInputValue[] = [];
      for (let row = start; row < start + STATEMENT_ROW_COUNT; row++) {
        const { sequence, topic, content } = messages[row]!;
        const recipient = (row * 7) % AGENT_COUNT;
        const sender = row % senderCount;
        values.push(++position, sender, sequence, recipient, position - 1, topic);
        values.push(JSON.stringify(content));
      }
      statement.run(...values);
    }
    database.exec("COMMIT");
    return BATCH_ROW_COUNT;
  };
}
