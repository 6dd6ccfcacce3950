import { assert } from "@paceline/core";

/**
 * Keeps the share of false alarms among all alarms of a family of tests, for tests that are independent or
 * rise and fall together. When nothing changed at all, the chance of any alarm is kept as well.
 *
 *     q[i] = min over j from i of min(1, m p[j] / j),  p ascending, j from 1
 *
 * @param pValues - each in [0, 1], in any order.
 * @returns q-values in the order given: the smallest false discovery rate at which each is found.
 *
 * @see Benjamini & Hochberg (1995), "Controlling the False Discovery Rate". The test compares with
 *   statsmodels.
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  const count = pValues.length;
  const order = Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => pValues[a]! - pValues[b]!,
  );
  const qValues = new Float64Array(count);
  let running = 1;
  for (let rank = count; rank >= 1; rank--) {
    const index = order[rank - 1]!;
    const pValue = pValues[index]!;
    assert(pValue >= 0 && pValue <= 1, `p-value ${pValue} is outside [0, 1]`);
    running = Math.min(running, (pValue * count) / rank);
    qValues[index] = running;
  }
  return qValues;
}
