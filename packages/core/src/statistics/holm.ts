import { assert } from "../assert.ts";

/** What a family of tests says together. Both arrays are in the order of the p-values given. */
export interface HolmResult {
  /** Smallest family-wise error rate at which each hypothesis is rejected; in [0, 1]. */
  readonly adjustedPValues: Float64Array;
  readonly isRejected: readonly boolean[];
}

/**
 * Keeps the chance of any false alarm in a family of tests at `errorRatio`, however they depend on each
 * other. Never weaker than Bonferroni's correction, at the same guarantee.
 *
 *     adjusted[i] = max over j up to i of min(1, (m - j) p[j]),  p ascending, j from 0
 *
 * @param pValues - each in [0, 1], in any order.
 * @param errorRatio - the family-wise error rate, in (0, 1); 0.05 is one false alarm in twenty families.
 *
 * @see Holm (1979), "A Simple Sequentially Rejective Multiple Test Procedure". The test compares with
 *   statsmodels.
 */
export function holm(pValues: ArrayLike<number>, errorRatio: number): HolmResult {
  assert(errorRatio > 0 && errorRatio < 1, `error ratio ${errorRatio} is outside (0, 1)`);
  const count = pValues.length;
  const order = Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => pValues[a]! - pValues[b]!,
  );
  const adjustedPValues = new Float64Array(count);
  let running = 0;
  for (const [rank, index] of order.entries()) {
    const pValue = pValues[index]!;
    assert(pValue >= 0 && pValue <= 1, `p-value ${pValue} is outside [0, 1]`);
    running = Math.max(running, Math.min(1, (count - rank) * pValue));
    adjustedPValues[index] = running;
  }
  return {
    adjustedPValues,
    isRejected: Array.from(adjustedPValues, (adjusted) => adjusted <= errorRatio),
  };
}
