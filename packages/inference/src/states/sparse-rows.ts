/** Rows of a matrix without their zeros. */
export interface SparseRows {
  /** Where each row starts in `columns` and `weights`, and the end of the last. */
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
}

/** Compresses a row-major matrix. Zeros cost nothing in a product, whatever the share of them. */
export function compressRows(matrix: Float64Array, columnCount: number): SparseRows {
  const rowCount = matrix.length / columnCount;
  const rowStarts = new Int32Array(rowCount + 1);
  const columns: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < rowCount; row++) {
    for (let column = 0; column < columnCount; column++) {
      const weight = matrix[row * columnCount + column]!;
      if (weight === 0) continue;
      columns.push(column);
      weights.push(weight);
    }
    rowStarts[row + 1] = columns.length;
  }
  return {
    rowStarts,
    columns: Int32Array.from(columns),
    weights: Float64Array.from(weights),
  };
}

/** Product of all rows with a vector, into `target` from 0. Allocates nothing. */
export function multiplySparseRows(
  { rowStarts, columns, weights }: SparseRows,
  vector: Float64Array,
  vectorOffset: number,
  target: Float64Array,
): void {
  let entry = 0;
  for (let row = 0; row + 1 < rowStarts.length; row++) {
    const end = rowStarts[row + 1]!;
    let sum = 0;
    for (; entry < end; entry++) sum += weights[entry]! * vector[vectorOffset + columns[entry]!]!;
    target[row] = sum;
  }
}
