import { digamma, logBeta } from "./special-functions.ts";

/**
 * KL divergence between two sets of Dirichlet columns, summed over the columns: what was learned, in
 * nats, when `left` are the counts after and `right` those before.
 *
 *     KL = Σ_columns ln B(p) - ln B(q) + Σ_levels (q - p)(ψ(q) - ψ(Σ q))
 *
 * @param left - q, row-major `[levelCount, columnCount]`, all above 0 where `right` is.
 * @param right - p, same shape.
 *
 * @see pymdp 1.0.2, `maths.py`, `dirichlet_kl_divergence`.
 */
export function dirichletDivergence(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  columnCount: number,
): number {
  const levelCount = left.length / columnCount;
  let total = 0;
  for (let column = 0; column < columnCount; column++) {
    const pick = (counts: ArrayLike<number>): Float64Array =>
      Float64Array.from(
        { length: levelCount },
        (_, level) => counts[level * columnCount + column]!,
      );
    const after = pick(left);
    const before = pick(right);
    const sum = after.reduce((partial, count) => partial + count, 0);
    total += logBeta(before) - logBeta(after);
    for (let level = 0; level < levelCount; level++)
      if (after[level]! > 0)
        total += (after[level]! - before[level]!) * (digamma(after[level]!) - digamma(sum));
  }
  return total;
}
