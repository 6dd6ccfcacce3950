import { expect, test } from "vitest";

import { auditSymmetry } from "./symmetry.ts";

const leaning = (slower: number, faster: number): number[] => [
  ...Array.from({ length: slower }, () => 0.01),
  ...Array.from({ length: faster }, () => -0.01),
];

// Oracle, SciPy 1.17.1: scipy.stats.binomtest(count, total).pvalue.
test.for([
  { slower: 19, faster: 1, pValue: 4.00543212890625e-5, isOneSided: true },
  { slower: 40, faster: 60, pValue: 0.05688793364098089, isOneSided: false },
  { slower: 3, faster: 0, pValue: 0.25, isOneSided: false },
  { slower: 5, faster: 5, pValue: 1, isOneSided: false },
])("$slower against $faster has the p-value of the sign test", (row) => {
  const audit = auditSymmetry(leaning(row.slower, row.faster));
  expect(audit.pValue).toBeCloseTo(row.pValue, 10);
  expect(audit.isOneSided).toBe(row.isOneSided);
});

test("holds for thousands of benchmarks, where 2 to the minus count is not a double", () => {
  expect(auditSymmetry(leaning(3000, 0))).toMatchObject({ pValue: 0, isOneSided: true });
  expect(auditSymmetry(leaning(1500, 1500)).pValue).toBe(1);
});
