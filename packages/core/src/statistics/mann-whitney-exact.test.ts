import { describe, expect, test } from "vitest";

import { mannWhitneyCounts, mannWhitneyTail } from "./mann-whitney-exact.ts";

/** Every way to choose which n1 of the ranks 1 to n1 + n2 are the first set's. */
function countByBruteForce(n1: number, n2: number): number[] {
  const counts = Array.from({ length: n1 * n2 + 1 }, () => 0);
  for (let chosen = 0; chosen < 2 ** (n1 + n2); chosen += 1) {
    let rankSum = 0;
    let size = 0;
    for (let rank = 1; rank <= n1 + n2; rank += 1) {
      if ((chosen & (1 << (rank - 1))) === 0) continue;
      rankSum += rank;
      size += 1;
    }
    if (size === n1) counts[rankSum - (n1 * (n1 + 1)) / 2]! += 1;
  }
  return counts;
}

describe("mannWhitneyCounts", () => {
  test.for([
    [1, 1],
    [1, 6],
    [6, 1],
    [3, 4],
    [5, 5],
    [4, 8],
    [7, 6],
  ] as const)("of %i and %i samples are those of brute force", ([n1, n2]) => {
    expect([...mannWhitneyCounts(n1, n2)]).toEqual(countByBruteForce(n1, n2));
  });

  test("add up to all arrangements, beyond what whole doubles hold", () => {
    const total = mannWhitneyCounts(50, 50).reduce((sum, count) => sum + count, 0);
    // Closed form: 100 choose 50.
    expect(total / 1.0089134454556415e29).toBeCloseTo(1, 12);
  });
});

describe("mannWhitneyTail", () => {
  test("is 1 at 0 and one arrangement at the largest U", () => {
    expect(mannWhitneyTail(0, 3, 4)).toBe(1);
    expect(mannWhitneyTail(12, 3, 4)).toBeCloseTo(1 / 35, 15);
  });
});
