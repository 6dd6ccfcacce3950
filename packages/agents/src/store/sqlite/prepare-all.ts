import { assert } from "@paceline/core";
import type { DatabaseSync, StatementSync } from "node:sqlite";

/** Statements by the names of their texts. */
export function prepareAll<Name extends string>(
  database: DatabaseSync,
  texts: Readonly<Record<Name, string>>,
): Readonly<Record<Name, StatementSync>> {
  const entries = Object.entries<string>(texts).map(([name, text]) => [
    name,
    database.prepare(text),
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same names
  return Object.fromEntries(entries) as Record<Name, StatementSync>;
}

/** A row of a statement that gives arrays; undefined when there is none. */
export function columnsOf(row: unknown): readonly unknown[] | undefined {
  if (row === undefined) return undefined;
  assert(Array.isArray(row), "the driver gives rows as arrays");
  return row;
}
