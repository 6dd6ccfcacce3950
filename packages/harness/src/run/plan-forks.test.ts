import fc from "fast-check";
import { expect, test } from "vitest";

import { planForks } from "./plan-forks.ts";

const benchmarksOf = (forkCounts: readonly number[]): string =>
  planForks(forkCounts)
    .map(({ benchmarkIndex }) => "ABCD"[benchmarkIndex])
    .join(" ");

test.for([
  { forkCounts: [2, 2], order: "A B B A" },
  { forkCounts: [3, 3, 3], order: "A B C C B A A B C" },
  { forkCounts: [1, 3, 2], order: "A B C C B B" },
  { forkCounts: [], order: "" },
])("$forkCounts forks run as $order", ({ forkCounts, order }) => {
  expect(benchmarksOf(forkCounts)).toBe(order);
});

test("every fork of every benchmark is planned once, in one order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 }), (forkCounts) => {
      const plan = planForks(forkCounts);
      expect(plan.map(({ order }) => order)).toEqual([...plan.keys()]);
      for (const [benchmark, count] of forkCounts.entries()) {
        const own = plan.filter(({ benchmarkIndex }) => benchmarkIndex === benchmark);
        expect(own.map(({ forkIndex }) => forkIndex)).toEqual([...Array(count).keys()]);
      }
    }),
  );
});
