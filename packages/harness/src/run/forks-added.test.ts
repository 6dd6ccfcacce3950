import { expect, test } from "vitest";

import type { BenchmarkProgress } from "./benchmark-progress.ts";
import { forksAdded } from "./forks-added.ts";
import type { RunEvent } from "./run-event.ts";

/** Runs added forks on a clock that only they move. `wanted`: of each benchmark, forks until it can be judged. */
function runAdded(endMs: number, wanted: readonly number[]) {
  let nowMs = 0;
  const counts = wanted.map(() => 5);
  const settled = new Set<number>();
  const events: RunEvent[] = [];
  const progress = wanted.map((count, index) => ({
    benchmark: { id: "ABC"[index] },
    settings: { forkCount: 5, forkCountMax: 15 },
    get isUnsettled() {
      return counts[index]! < count && !settled.has(index);
    },
    get result() {
      return { forks: Array.from({ length: counts[index]! }) };
    },
    settle: () => settled.add(index),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all of it that adding forks looks at
  })) as unknown as BenchmarkProgress[];
  const order: string[] = [];
  const added = forksAdded(progress, {
    endMs,
    orderFrom: 15,
    onEvent: (event) => events.push(event),
    signal: undefined,
    now: () => nowMs,
  });
  for (const fork of added) {
    order.push(`${"ABC"[fork.benchmarkIndex]}${fork.forkIndex}@${fork.order}`);
    counts[fork.benchmarkIndex]! += 1;
    nowMs += 1;
  }
  return { order: order.join(" "), events, settled };
}

test("go round the benchmarks that need them, every second pass backwards", () => {
  const { order, events } = runAdded(100, [7, 5, 8]);
  expect(order).toBe("A5@15 C5@16 C6@17 A6@18 C7@19");
  expect(events).toEqual([
    { kind: "forks-added", benchmarkIds: ["A", "C"], forkCountMax: 20, timeNsMax: 100e6 },
  ]);
});

test("end with the time, and what there is then has to do", () => {
  const { order, settled, events } = runAdded(3.5, [9, 5, 9]);
  // A fourth would end at 4.
  expect(order).toBe("A5@15 C5@16 C6@17");
  expect([...settled]).toEqual([0, 2]);
  expect(events.filter(({ kind }) => kind === "benchmark-finished")).toHaveLength(2);
});

test("are none where all can be judged", () => {
  expect(runAdded(100, [5, 5, 5])).toMatchObject({ order: "", events: [] });
});
