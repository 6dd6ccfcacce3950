import type { Numerics } from "../numerics.ts";
import type { CountTable } from "./count-table.ts";
import { firstIndex } from "./count-table.ts";
import { digamma } from "./special-functions.ts";

/** Offset under counts in the approximate formula; pymdp 0.0.7.1, `maths.py`, `spm_wnorm`. */
const COUNT_OFFSET = 1e-16;

/**
 * What one more count in each place of a Dirichlet column would tell about the column:
 *
 *     exact        n(α) = ln Σα - ln α + 1/α - 1/Σα + ψ(α) - ψ(Σα)
 *     approximate  n(α) = 1/α - 1/Σα
 *
 * and 0 where α is 0, since a structural zero cannot be learned about.
 *
 * @param column - numbered through all blocks of the table.
 * @param target - laid out like the counts; only `column` is written.
 *
 * @see pymdp 1.0.2, `maths.py`, `exact_wnorm`; pymdp 0.0.7.1, `maths.py`, `spm_wnorm`.
 */
export function fillInformationPerCount(
  table: Pick<CountTable, "counts" | "levelCount" | "columnCount">,
  column: number,
  formula: Numerics["parameterGain"],
  target: Float64Array,
): void {
  const { counts, levelCount, columnCount } = table;
  const isExact = formula === "exact";
  const start = firstIndex(levelCount, columnCount, column);
  let sum = 0;
  for (let level = 0; level < levelCount; level++)
    sum += counts[start + level * columnCount]! + (isExact ? 0 : COUNT_OFFSET);
  const sumTerm = isExact ? Math.log(sum) - 1 / sum - digamma(sum) : -1 / sum;
  for (let level = 0; level < levelCount; level++) {
    const index = start + level * columnCount;
    const count = counts[index]!;
    if (count === 0) target[index] = 0;
    else
      target[index] = isExact
        ? sumTerm - Math.log(count) + 1 / count + digamma(count)
        : sumTerm + 1 / (count + COUNT_OFFSET);
  }
}
