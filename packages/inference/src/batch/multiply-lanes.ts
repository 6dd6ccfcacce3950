import type { SparseRows } from "../states/sparse-rows.ts";

/** Agents that go through a product side by side. */
export const LANE_COUNT = 8;

/**
 * Product of sparse rows with the vectors of eight agents at once: every weight is loaded once for all of
 * them, and the eight sums are independent, so that the processor overlaps them.
 *
 * @param source - `[column, lane]` from `sourceOffset` columns on.
 * @param target - receives `[row - firstRow, lane]`, from `targetOffset` rows on.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per tile of agents
export function multiplyLanes(
  { rowStarts, columns, weights }: SparseRows,
  firstRow: number,
  rowCount: number,
  source: Float64Array,
  sourceOffset: number,
  target: Float64Array,
  targetOffset: number,
): void {
  let entry = rowStarts[firstRow]!;
  for (let row = 0; row < rowCount; row++) {
    const end = rowStarts[firstRow + row + 1]!;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    let sum4 = 0;
    let sum5 = 0;
    let sum6 = 0;
    let sum7 = 0;
    for (; entry < end; entry++) {
      const weight = weights[entry]!;
      const from = (sourceOffset + columns[entry]!) * LANE_COUNT;
      sum0 += weight * source[from]!;
      sum1 += weight * source[from + 1]!;
      sum2 += weight * source[from + 2]!;
      sum3 += weight * source[from + 3]!;
      sum4 += weight * source[from + 4]!;
      sum5 += weight * source[from + 5]!;
      sum6 += weight * source[from + 6]!;
      sum7 += weight * source[from + 7]!;
    }
    const to = (targetOffset + row) * LANE_COUNT;
    target[to] = sum0;
    target[to + 1] = sum1;
    target[to + 2] = sum2;
    target[to + 3] = sum3;
    target[to + 4] = sum4;
    target[to + 5] = sum5;
    target[to + 6] = sum6;
    target[to + 7] = sum7;
  }
}
