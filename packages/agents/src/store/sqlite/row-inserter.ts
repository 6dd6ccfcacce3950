import type { DatabaseSync, SQLInputValue } from "node:sqlite";

/** Rows that one statement takes. More gain nothing: what is left is SQLite's own work. */
const ROW_COUNT = 50;

/** Inserts rows, given as values one after another. */
export type RowInserter = (values: readonly SQLInputValue[]) => void;

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
  return (values) => {
    let start = 0;
    for (; start + manyCount <= values.length; start += manyCount)
      many.run(...values.slice(start, start + manyCount));
    for (; start < values.length; start += columnCount)
      one.run(...values.slice(start, start + columnCount));
  };
}
