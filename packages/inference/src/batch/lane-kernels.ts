import type { SparseRows } from "../states/sparse-rows.ts";
import { LANE_COUNT } from "./multiply-lanes.ts";

// Written out eight times over: a loop over lanes would load and store its sums at every turn, which is
// what these kernels are there to avoid.

/**
 * Product of sparse rows with beliefs of eight agents where they lie in their slab.
 *
 * @param starts - eight offsets: where each lane's belief starts in `beliefs`.
 * @param target - receives `[row - firstRow, lane]`.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per tile of agents
export function gatherLanes(
  { rowStarts, columns, weights }: SparseRows,
  firstRow: number,
  rowCount: number,
  beliefs: Float64Array,
  starts: Int32Array,
  target: Float64Array,
): void {
  const start0 = starts[0]!;
  const start1 = starts[1]!;
  const start2 = starts[2]!;
  const start3 = starts[3]!;
  const start4 = starts[4]!;
  const start5 = starts[5]!;
  const start6 = starts[6]!;
  const start7 = starts[7]!;
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
      const column = columns[entry]!;
      sum0 += weight * beliefs[start0 + column]!;
      sum1 += weight * beliefs[start1 + column]!;
      sum2 += weight * beliefs[start2 + column]!;
      sum3 += weight * beliefs[start3 + column]!;
      sum4 += weight * beliefs[start4 + column]!;
      sum5 += weight * beliefs[start5 + column]!;
      sum6 += weight * beliefs[start6 + column]!;
      sum7 += weight * beliefs[start7 + column]!;
    }
    const to = row * LANE_COUNT;
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

/**
 * Multiplies eight beliefs by the likelihood of what each lane saw, and sums each.
 *
 * @param rows - eight offsets: where each lane's row starts in `likelihood`.
 * @param tile - `[state, lane]`, overwritten with the products.
 * @param sums - receives one sum per lane.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per tile of agents
export function weighLanes(
  likelihood: Float64Array,
  rows: Int32Array,
  stateCount: number,
  tile: Float64Array,
  sums: Float64Array,
): void {
  const row0 = rows[0]!;
  const row1 = rows[1]!;
  const row2 = rows[2]!;
  const row3 = rows[3]!;
  const row4 = rows[4]!;
  const row5 = rows[5]!;
  const row6 = rows[6]!;
  const row7 = rows[7]!;
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  let sum4 = 0;
  let sum5 = 0;
  let sum6 = 0;
  let sum7 = 0;
  for (let state = 0; state < stateCount; state++) {
    const at = state * LANE_COUNT;
    sum0 += tile[at] = tile[at]! * likelihood[row0 + state]!;
    sum1 += tile[at + 1] = tile[at + 1]! * likelihood[row1 + state]!;
    sum2 += tile[at + 2] = tile[at + 2]! * likelihood[row2 + state]!;
    sum3 += tile[at + 3] = tile[at + 3]! * likelihood[row3 + state]!;
    sum4 += tile[at + 4] = tile[at + 4]! * likelihood[row4 + state]!;
    sum5 += tile[at + 5] = tile[at + 5]! * likelihood[row5 + state]!;
    sum6 += tile[at + 6] = tile[at + 6]! * likelihood[row6 + state]!;
    sum7 += tile[at + 7] = tile[at + 7]! * likelihood[row7 + state]!;
  }
  sums[0] = sum0;
  sums[1] = sum1;
  sums[2] = sum2;
  sums[3] = sum3;
  sums[4] = sum4;
  sums[5] = sum5;
  sums[6] = sum6;
  sums[7] = sum7;
}
