import { isDeepStrictEqual } from "node:util";

import type { Message } from "@paceline/agents";

import { idOf } from "./dataset.ts";
import type { QueryDatabase, Row } from "./query-database.ts";

/** One question to a database: what is asked, and whether the answer is right. */
export interface QueryCase {
  readonly name: string;
  /** Rows read or written by one call. */
  readonly rowCount: number;
  /** Calls whose latencies make the percentiles, where the default would take too long. */
  readonly callCount?: number;
  /** Whether the published bound on latency is meant for it. */
  readonly isTargeted?: boolean;
  /** Call number `index` of this process; each writes what no other wrote. */
  run(database: QueryDatabase, index: number): Promise<unknown>;
  /** Judges the answer of the call with that index, or what it left in the database. */
  isRight(result: unknown, database: QueryDatabase, index: number): boolean | Promise<boolean>;
}

const LATEST_COUNT = 10;
const BULK_ROW_COUNT = 1_000;
const TRANSACTION_ROW_COUNT = 100;

/** Spreads consecutive calls over all agents: a large prime, so that neighbours are not asked in turn. */
const agentIndexOf = ({ dataset }: QueryDatabase, index: number): number =>
  (index * 7_919) % dataset.agentCount;

const pointLookup: QueryCase = {
  name: "point lookup",
  rowCount: 1,
  run: (database, index) => database.store.findAgent(idOf(agentIndexOf(database, index))),
  isRight: (result, database, index) =>
    isDeepStrictEqual(result, database.dataset.agentAt(agentIndexOf(database, index))),
};

const latestMessages: QueryCase = {
  name: "latest messages of an agent",
  rowCount: LATEST_COUNT,
  run: (database, index) =>
    database.store.latestMessages(idOf(agentIndexOf(database, index)), LATEST_COUNT),
  isRight: (result, database, index) =>
    isDeepStrictEqual(result, database.dataset.messagesTo(agentIndexOf(database, index))),
};

const aggregate: QueryCase = {
  name: "aggregate with join",
  rowCount: 3,
  run: ({ store }) => store.trafficByKind(),
  isRight(result, { dataset: { agentCount, messageCount } }) {
    if (!Array.isArray(result)) return false;
    const sum = (field: string): number =>
      result.reduce((total: number, row: Row) => total + Number(row[field]), 0);
    return sum("agentCount") === agentCount && sum("messageCount") === messageCount;
  },
};

const bulkInsert: QueryCase = {
  name: "bulk insert",
  rowCount: BULK_ROW_COUNT,
  run: ({ scratchStore }, index) =>
    scratchStore.record({
      messages: Array.from({ length: BULK_ROW_COUNT }, (_, row): Message => ({
        from: "writer",
        to: idOf(row),
        topic: "position",
        sequence: index * BULK_ROW_COUNT + row,
        content: { value: row, priority: row % 3 },
      })),
    }),
  async isRight(_result, { scratchStore }, index) {
    const { messageCount } = await scratchStore.counts();
    return messageCount === (index + 1) * BULK_ROW_COUNT;
  },
};

const update: QueryCase = {
  name: "update",
  rowCount: 1,
  run: ({ scratchStore, dataset }, index) =>
    scratchStore.record({ agents: [{ ...dataset.agentAt(index % 100), stepCount: index }] }),
  async isRight(_result, { scratchStore, dataset }, index) {
    const found = await scratchStore.findAgent(dataset.agentAt(index % 100).id);
    return found?.stepCount === index;
  },
};

const readMessages = (table: "message_indexed" | "message_unindexed"): Omit<QueryCase, "name"> => ({
  rowCount: LATEST_COUNT,
  run: (database, index) =>
    database.driver.query(
      `SELECT sender, sequence FROM ${database.table(table)} WHERE recipient = $1 ORDER BY position DESC LIMIT $2`,
      [idOf(agentIndexOf(database, index)), LATEST_COUNT],
      { isPrepared: true },
    ),
  isRight(result, database, index) {
    const wanted = database.dataset.messagesTo(agentIndexOf(database, index)).toReversed();
    return (
      Array.isArray(result) &&
      isDeepStrictEqual(
        result.map((row: Row) => [row["sender"], Number(row["sequence"])]),
        wanted.map(({ from, sequence }) => [from, sequence]),
      )
    );
  },
});

const readAgent = (isPrepared: boolean): Omit<QueryCase, "name"> => ({
  rowCount: 1,
  run: (database, index) =>
    database.driver.query(
      `SELECT kind FROM ${database.table("agent")} WHERE id = $1`,
      [idOf(agentIndexOf(database, index))],
      { isPrepared },
    ),
  isRight: (result, database, index) =>
    Array.isArray(result) &&
    result.length === 1 &&
    result[0].kind === database.dataset.agentAt(agentIndexOf(database, index)).kind,
});

const insertText = ({ scratchTable }: QueryDatabase): string =>
  `INSERT INTO ${scratchTable} (id, value) VALUES ($1, $2)`;

const insertedCount = async ({ driver, scratchTable }: QueryDatabase): Promise<number> => {
  const text = `SELECT count(*) AS count FROM ${scratchTable}`;
  const [row] = await driver.query(text, [], { isPrepared: true });
  return Number(row?.["count"]);
};

const hundredRows = (index: number): readonly (readonly [number, string])[] =>
  Array.from({ length: TRANSACTION_ROW_COUNT }, (_, row) => [
    index * TRANSACTION_ROW_COUNT + row,
    "value",
  ]);

const insertHundred = (isTransaction: boolean): Omit<QueryCase, "name"> => ({
  rowCount: TRANSACTION_ROW_COUNT,
  async run(database, index) {
    const text = insertText(database);
    if (isTransaction) return database.driver.inTransaction(text, hundredRows(index));
    for (const values of hundredRows(index)) {
      // oxlint-disable-next-line no-await-in-loop -- one connection, each insert on its own
      await database.driver.query(text, values, { isPrepared: true });
    }
  },
  isRight: async (_result, database, index) =>
    (await insertedCount(database)) === (index + 1) * TRANSACTION_ROW_COUNT,
});

/** What is asked through the store. */
export const STORE_CASES: readonly QueryCase[] = [
  pointLookup,
  latestMessages,
  aggregate,
  bulkInsert,
  update,
].map((each) => ({ ...each, isTargeted: true }));

/** What is asked of the driver alone, each beside the other way to do the same. */
export const CONTRAST_CASES: readonly QueryCase[] = [
  { name: "messages, indexed", ...readMessages("message_indexed") },
  { name: "messages, not indexed", ...readMessages("message_unindexed") },
  { name: "lookup, prepared", ...readAgent(true) },
  { name: "lookup, not prepared", ...readAgent(false) },
  { name: "100 inserts in a transaction", ...insertHundred(true) },
  // Each insert is made durable by itself: a call takes as long as a hundred transactions.
  { name: "100 inserts on their own", ...insertHundred(false), callCount: 10 },
];
