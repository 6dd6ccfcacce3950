/**
 * Product of a row-major matrix and a vector, four rows at a time: the four sums are independent, so
 * the processor overlaps them, and each vector entry is loaded once for four uses.
 *
 *     target[row] = Σ_column matrix[row, column] vector[column]
 *
 * @param matrix - row-major `[rowCount, columnCount]` from `matrixOffset`.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per prediction
export function multiplyRows(
  matrix: Float64Array,
  matrixOffset: number,
  rowCount: number,
  columnCount: number,
  vector: Float64Array,
  vectorOffset: number,
  target: Float64Array,
  targetOffset: number,
): void {
  let row = 0;
  for (; row + 3 < rowCount; row += 4) {
    const row0 = matrixOffset + row * columnCount;
    const row1 = row0 + columnCount;
    const row2 = row1 + columnCount;
    const row3 = row2 + columnCount;
    let sum0 = 0;
    let sum1 = 0;
    let sum2 = 0;
    let sum3 = 0;
    for (let column = 0; column < columnCount; column++) {
      const value = vector[vectorOffset + column]!;
      sum0 += matrix[row0 + column]! * value;
      sum1 += matrix[row1 + column]! * value;
      sum2 += matrix[row2 + column]! * value;
      sum3 += matrix[row3 + column]! * value;
    }
    target[targetOffset + row] = sum0;
    target[targetOffset + row + 1] = sum1;
    target[targetOffset + row + 2] = sum2;
    target[targetOffset + row + 3] = sum3;
  }
  for (; row + 1 < rowCount; row += 2) {
    const row0 = matrixOffset + row * columnCount;
    const row1 = row0 + columnCount;
    let sum0 = 0;
    let sum1 = 0;
    for (let column = 0; column < columnCount; column++) {
      const value = vector[vectorOffset + column]!;
      sum0 += matrix[row0 + column]! * value;
      sum1 += matrix[row1 + column]! * value;
    }
    target[targetOffset + row] = sum0;
    target[targetOffset + row + 1] = sum1;
  }
  if (row === rowCount) return;
  const start = matrixOffset + row * columnCount;
  let sum = 0;
  for (let column = 0; column < columnCount; column++)
    sum += matrix[start + column]! * vector[vectorOffset + column]!;
  target[targetOffset + row] = sum;
}
