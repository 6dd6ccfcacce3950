import type { IssueList } from "./issue-list.ts";

/**
 * How far the sum of a column may be from 1. Wide enough for columns that were normalised in float32.
 */
export const COLUMN_SUM_TOLERANCE = 1e-6;

/** A column faults once; this many columns are named before the rest is only counted. */
const NAMED_COLUMN_COUNT_MAX = 3;

/**
 * Checks that every column of a tensor is a probability distribution over its first axis: finite, not
 * negative, not all zero, summing to 1 within {@link COLUMN_SUM_TOLERANCE}.
 *
 * @param data - row-major `[levelCount, columnCount]`.
 */
export function checkColumns(
  axis: string,
  data: Float64Array,
  levelCount: number,
  list: IssueList,
): void {
  const columnCount = data.length / levelCount;
  let faultCount = 0;
  for (let column = 0; column < columnCount; column++) {
    const fault = columnFault(data, column, columnCount);
    if (fault === null) continue;
    faultCount++;
    if (faultCount <= NAMED_COLUMN_COUNT_MAX)
      list.add(columnCount === 1 ? axis : `${axis}, column ${column}`, fault.expected, fault.given);
  }
  const unnamedCount = faultCount - NAMED_COLUMN_COUNT_MAX;
  if (unnamedCount > 0)
    list.add(axis, "free of bad columns", `${unnamedCount} more columns like these`);
}

function columnFault(
  data: Float64Array,
  column: number,
  columnCount: number,
): { expected: string; given: string } | null {
  let sum = 0;
  for (let index = column; index < data.length; index += columnCount) {
    const value = data[index]!;
    if (!Number.isFinite(value)) return { expected: "finite everywhere", given: String(value) };
    if (value < 0) return { expected: "at least 0 everywhere", given: String(value) };
    sum += value;
  }
  if (sum === 0) return { expected: "a distribution that sums to 1", given: "only zeros" };
  if (Math.abs(sum - 1) > COLUMN_SUM_TOLERANCE)
    return { expected: "a distribution that sums to 1", given: `a sum of ${sum}` };
  return null;
}

/** Checks that every entry is a finite number, as log preferences must be. */
export function checkFinite(axis: string, data: Float64Array, list: IssueList): void {
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) list.add(`${axis}, entry ${index}`, "a finite number", String(data[index]));
}
