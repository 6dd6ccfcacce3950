import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** Rows that one statement takes. More gain nothing: what is left is SQLite's own work. */
const ROW_COUNT = 50;

/** Inserts rows that are put into `values`. */
export interface RowInserter {
  /** Rows to insert, as values one after another. */
  readonly values: SQLInputValue[];
  /** To be called after each row: inserts when there are enough for a statement. */
  added(): void;
  /** Inserts the rest. */
  flush(): void;
  /** Drops the rest. */
  forget(): void;
}

/**
 * Inserts many rows by one statement: calling the driver once for each costs as much as SQLite needs for the row.
 *
 * @param into - the statement up to its values: "INSERT INTO pair (a, b)".
 */
export function createRowInserter(
  database: DatabaseSync,
  into: string,
  columnCount: number,
): RowInserter {
  const row = `(${Array<string>(columnCount).fill("?").join()})`;
  const one = database.prepare(`${into} VALUES ${row}`);
  const many = database.prepare(`${into} VALUES ${Array<string>(ROW_COUNT).fill(row).join()}`);
  const manyCount = ROW_COUNT * columnCount;
  const values: SQLInputValue[] = [];
  return {
    values,
    added() {
      if (values.length < manyCount) return;
      many.run(...values);
      values.length = 0;
    },
    flush() {
      for (let start = 0; start < values.length; start += columnCount)
        one.run(...values.slice(start, start + columnCount));
      values.length = 0;
    },
    forget() {
      values.length = 0;
    },
  };
}
