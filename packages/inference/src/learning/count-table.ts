import type { IssueList } from "../model/issue-list.ts";
import type { TensorInput } from "../model/tensor.ts";
import type { CountOptions } from "./learning-options.ts";

/** Dirichlet counts of one array, laid out like the array itself. */
export interface CountTable {
  /** Row-major `[blockCount, levelCount, columnCount]`; a block is an action, and there is one for A and D. */
  readonly counts: Float64Array;
  /** What learning started from. */
  readonly initial: Float64Array;
  readonly levelCount: number;
  readonly columnCount: number;
  readonly rate: number;
  readonly retention: number;
}

/** Where a table belongs: its name in messages, its shape as people write it, its layout. */
export interface CountExtent {
  readonly axis: string;
  readonly shape: readonly number[];
  readonly levelCount: number;
  readonly columnCount: number;
  /** Brings the counts from the order people write them in to that of the kernels. */
  readonly arrange: (data: Float64Array) => Float64Array;
}

/** Reads and checks the counts of one array; null when something was wrong. */
export function readCountTable(
  input: TensorInput | undefined,
  options: CountOptions<unknown>,
  extent: CountExtent,
  list: IssueList,
): CountTable | null {
  const { axis, shape, levelCount, columnCount, arrange } = extent;
  const { rate = 1, retention = 1 } = options;
  if (!(rate >= 0) || rate === Infinity)
    list.add(`${axis} rate`, "a finite number of at least 0", String(rate));
  if (!(retention > 0 && retention <= 1))
    list.add(`${axis} retention`, "in (0, 1]", String(retention));
  const tensor = list.readTensor(axis, input);
  if (tensor === null || !list.checkShape(axis, tensor, shape)) return null;
  const bad = tensor.data.find((count) => !(count >= 0) || count === Infinity);
  if (bad !== undefined) list.add(axis, "finite counts of at least 0", String(bad));
  const counts = arrange(tensor.data);
  const table = { counts, initial: counts.slice(), levelCount, columnCount, rate, retention };
  for (let column = 0; column < tensor.data.length / levelCount; column++)
    if (sumColumn(table, column) === 0)
      list.add(`${axis}, column ${column}`, "at least one count above 0", "only zeros");
  return table;
}

/**
 * Sum of one column, columns being numbered through all blocks.
 */
export function sumColumn(
  { counts, levelCount, columnCount }: Pick<CountTable, "counts" | "levelCount" | "columnCount">,
  column: number,
): number {
  const start = firstIndex(levelCount, columnCount, column);
  let sum = 0;
  for (let level = 0; level < levelCount; level++) sum += counts[start + level * columnCount]!;
  return sum;
}

/** Index of a column's first entry, columns being numbered through all blocks. */
export const firstIndex = (levelCount: number, columnCount: number, column: number): number =>
  Math.floor(column / columnCount) * levelCount * columnCount + (column % columnCount);

/** Lets what was learned fade: counts move towards those that learning started from. */
export function decayCounts({ counts, initial, retention }: CountTable): void {
  if (retention === 1) return;
  for (let index = 0; index < counts.length; index++)
    counts[index] = initial[index]! + retention * (counts[index]! - initial[index]!);
}

/** Writes a column's mean, counts over their sum, into an array of the same layout. */
export function writeMean(table: CountTable, column: number, target: Float64Array): void {
  const { counts, levelCount, columnCount } = table;
  const scale = 1 / sumColumn(table, column);
  const start = firstIndex(levelCount, columnCount, column);
  for (let level = 0; level < levelCount; level++) {
    const index = start + level * columnCount;
    target[index] = counts[index]! * scale;
  }
}
