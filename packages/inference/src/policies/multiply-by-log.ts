/** Cells of the table over [0, 1]. */
const CELL_COUNT = 1024;

/** Below this the series around a cell's middle would need more terms than a logarithm costs. */
const TABLE_MIN = 1 / 32;

/** Per cell, ln of its middle and 1 / middle, side by side. */
const TABLE = new Float64Array(2 * (CELL_COUNT + 1));
for (let cell = 0; cell <= CELL_COUNT; cell++) {
  const middle = (cell + 0.5) / CELL_COUNT;
  TABLE[2 * cell] = Math.log(middle);
  TABLE[2 * cell + 1] = 1 / middle;
}

/**
 * p ln p, with 0 ln 0 = 0: the entropy of predicted outcomes is most of what planning costs, and
 * `Math.log` is a call of about 10 ns that nothing can be done about.
 *
 * Reads ln of the middle of the cell that p falls in, and adds a series for the rest; the error is below
 * 1e-15, which `multiply-by-log.test.ts` checks.
 *
 * @param probability - in [0, 1 + a few roundings].
 */
export function multiplyByLog(probability: number): number {
  if (probability < TABLE_MIN || probability > 1)
    return probability > 0 ? probability * Math.log(probability) : 0;
  const cell = (probability * CELL_COUNT) | 0;
  const rest = probability * TABLE[2 * cell + 1]! - 1;
  const square = rest * rest;
  const odd = 1 / 3 + square * (1 / 5 + square * (1 / 7));
  const even = 1 / 2 + square * (1 / 4 + square * (1 / 6 + square * (1 / 8)));
  return probability * (TABLE[2 * cell]! + rest * (1 + square * odd) - square * even);
}
