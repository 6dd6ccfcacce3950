import fc from "fast-check";
import { expect, test } from "vitest";

import { forksWithin } from "./forks-within.ts";

interface Example {
  readonly rank: number;
  readonly forkCount: number;
  /** What a fork of it takes. */
  readonly ms: number;
}

/** Runs the forks on a clock that only they move. @returns their benchmarks, by letter. */
function runWithin(endMs: number, examples: readonly Example[], failing = ""): string {
  let nowMs = 0;
  const order: string[] = [];
  const benchmarks = examples.map(({ rank, forkCount }, index) => ({
    rank,
    forkCount,
    isOver: () => failing === "ABCD"[index] && order.includes(failing),
  }));
  for (const { benchmarkIndex } of forksWithin(endMs, benchmarks, () => nowMs)) {
    nowMs += examples[benchmarkIndex]!.ms;
    order.push("ABCD"[benchmarkIndex]!);
  }
  return order.join(" ");
}

const cell = (rank: number, ms = 1, forkCount = 4): Example => ({ rank, forkCount, ms });

test("with time enough, passes go over all by rank and every second one turns round", () => {
  const examples = [cell(1, 1, 3), cell(0, 1, 3), cell(0, 1, 2)];
  expect(runWithin(100, examples)).toBe("B C A C B A B A");
});

test("where time is short, what matters most gets three forks before anything else has one", () => {
  expect(runWithin(7.5, [cell(2), cell(0), cell(1)])).toBe("B C A B C B C");
  expect(runWithin(6.5, [cell(2), cell(0), cell(1)])).toBe("B C B C B C");
  expect(runWithin(3.5, [cell(2), cell(0), cell(1)])).toBe("B B B");
});

test("a benchmark that takes too long is left out, and the others go on", () => {
  expect(runWithin(12.5, [cell(1, 6), cell(0)])).toBe("B A B B B");
});

test("the forks of one that failed go to the others", () => {
  expect(runWithin(4.5, [cell(0), cell(0)], "A")).toBe("A B B B");
});

test("only the first fork of a benchmark can end late", () => {
  const anyExample = fc.record({
    rank: fc.nat(3),
    forkCount: fc.integer({ min: 1, max: 9 }),
    ms: fc.integer({ min: 1, max: 50 }),
  });
  fc.assert(
    fc.property(fc.array(anyExample, { maxLength: 4 }), fc.nat(300), (examples, endMs) => {
      const order = runWithin(endMs, examples).split(" ").filter(Boolean);
      const msOf = (letter: string): number => examples["ABCD".indexOf(letter)]!.ms;
      const totalMs = order.reduce((sum, letter) => sum + msOf(letter), 0);
      const last = order.at(-1);
      const isFirst = last !== undefined && order.indexOf(last) === order.length - 1;
      expect(totalMs <= endMs || isFirst).toBe(true);
    }),
  );
});
