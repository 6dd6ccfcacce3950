import { assert } from "../assert.ts";

/**
 * Counts of the ways in which U takes each value, 0 to n1 * n2, when every arrangement of two sets
 * without ties is as likely as any other.
 *
 *     ways(u; n1, n2) = ways(u - n2; n1 - 1, n2) + ways(u; n1, n2 - 1)
 *
 * The largest sample is either of the first set, above all of the second, or of the second. Only sums
 * of positive numbers: no digit is lost where counts pass 2^53. Costs (n1 n2)^2 additions.
 *
 * @see Mann & Whitney (1947), section 2. The test counts all arrangements by brute force.
 */
export function mannWhitneyCounts(n1: number, n2: number): Float64Array {
  const size = n1 * n2 + 1;
  // Row j is for j samples in the second set; the sweep below adds one to the first set.
  const rows = Array.from({ length: n2 + 1 }, () => {
    const row = new Float64Array(size);
    row[0] = 1;
    return row;
  });
  for (let firstCount = 1; firstCount <= n1; firstCount += 1) {
    for (let secondCount = 1; secondCount <= n2; secondCount += 1) {
      const row = rows[secondCount]!;
      const fewer = rows[secondCount - 1]!;
      // Downwards, so that row[u - secondCount] still is that of one less in the first set.
      for (let u = firstCount * secondCount; u >= 0; u -= 1) {
        row[u] = (u >= secondCount ? row[u - secondCount]! : 0) + fewer[u]!;
      }
    }
  }
  return rows[n2]!;
}

/**
 * Chance of a U of at least `u` when both sets come from one population.
 *
 * @param u - a whole number: there are no ties.
 */
export function mannWhitneyTail(u: number, n1: number, n2: number): number {
  assert(Number.isInteger(u), `U ${u} is not whole: the exact distribution has no ties`);
  const counts = mannWhitneyCounts(n1, n2);
  let total = 0;
  let tail = 0;
  // The distribution is symmetric: summed from its thin end, so that small tails keep their digits.
  for (let index = counts.length - 1; index >= 0; index -= 1) {
    total += counts[index]!;
    if (index === u) tail = total;
  }
  return tail / total;
}
