import { expect, test } from "vitest";

import { findContentFault } from "./message-content.ts";

test.for([
  { value: { a: [1, "b", null, { c: true }] }, fault: null },
  { value: [1, Number.POSITIVE_INFINITY], fault: "Infinity is not a finite number" },
  { value: { a: undefined }, fault: "a undefined is not plain data" },
  { value: Array(3), fault: "a undefined is not plain data" },
  { value: 10n, fault: "a bigint is not plain data" },
  { value: new Date(0), fault: "a Date is not plain data" },
  { value: new Float64Array(1), fault: "a Float64Array is not plain data" },
])("finds in $value: $fault", ({ value, fault }) => {
  expect(findContentFault(value)).toBe(fault);
});

test("a cycle is found by its depth, not by a stack overflow", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  expect(findContentFault(cycle)).toContain("nested deeper");
});
