import type { AgentRow, MessageRow, StoreRows } from "../store-rows.ts";
import { writeStatement } from "./postgres-statements.ts";
import type { InSchema, Novelty, Statement, WriteTable } from "./postgres-statements.ts";

/** A statement with a column of each table for each parameter. */
export interface WriteRequest {
  readonly statement: Statement;
  readonly values: readonly unknown[];
}

/** Makes one statement of the rows of several calls. Statements are kept by the tables they write. */
export function createRowWriter(
  inSchema: InSchema,
): (batch: readonly StoreRows[], novelty: Novelty) => WriteRequest {
  const statements = new Map<string, Statement>();
  return (batch, novelty) => {
    const messages = batch.flatMap((rows) => rows.messages);
    const columns = {
      agent: columnsOf(latestOfEach(batch.flatMap(({ agents }) => agents)), 4),
      message: messages.length === 0 ? [[]] : [toJson(messages)],
      observation: columnsOf(
        batch.flatMap(({ observations }) => observations),
        3,
      ),
      belief: columnsOf(
        batch.flatMap(({ beliefs }) => beliefs),
        3,
      ),
    } as const satisfies Record<WriteTable, readonly (string | readonly unknown[])[]>;
    const tables = TABLES.filter((table) => columns[table][0]!.length > 0);
    const key = `${tables.join()} ${novelty}`;
    const statement = statements.get(key) ?? writeStatement(tables, novelty, inSchema);
    statements.set(key, statement);
    return { statement, values: tables.flatMap((table) => columns[table]) };
  };
}

const TABLES: readonly WriteTable[] = ["agent", "message", "observation", "belief"];

/** One statement may change a row once only: of the same agent the last one counts. */
const latestOfEach = (rows: readonly AgentRow[]): readonly AgentRow[] => [
  ...new Map(rows.map((row) => [row[0], row])).values(),
];

const columnsOf = (
  rows: readonly (readonly unknown[])[],
  columnCount: number,
): readonly (readonly unknown[])[] =>
  Array.from({ length: columnCount }, (_, column) => rows.map((row) => row[column]));

const toJson = (messages: readonly MessageRow[]): string =>
  JSON.stringify(
    messages.map(([sender, sequence, recipient, topic, content]) => ({
      sender,
      sequence,
      recipient,
      topic,
      content,
    })),
  );
