import type { BenchmarkDescriptor } from "@paceline/harness";
import { expect, test } from "vitest";

import { cellRanks } from "./cell-rank.ts";
import { leftOut } from "./left-out.ts";

const cell = (purpose: string, name: string, parameters: Readonly<Record<string, number>>) => ({
  group: `threads-vs-processes/${purpose}`,
  name,
  parameters,
});

test("the ends of a series come before what lies between, and crowds last", () => {
  const cells = [
    cell("agents", "threads", { agents: 1 }),
    cell("agents", "threads", { agents: 5 }),
    cell("agents", "threads", { agents: 10 }),
    cell("agents", "threads", { agents: 30 }),
    cell("batch", "threads", { steps: 1 }),
    cell("batch", "threads", { steps: 8 }),
    cell("batch", "threads", { steps: 64 }),
    cell("workers", "threads", { workers: 2 }),
    cell("work", "threads", { agents: 10, depth: 3 }),
    cell("crowd", "threads", { agents: 1000 }),
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is looked at
  ] as unknown as readonly BenchmarkDescriptor[];
  expect(cells.map(cellRanks(cells))).toEqual([0, 2, 1, 0, 1, 2, 1, 1, 1, 4]);
});

test("what was left out is named once, with the backends unless it is all of them", () => {
  const measured = { forks: [{}], errors: [] };
  const missing = { forks: [], errors: [] };
  const cells = [
    { ...cell("agents", "threads", { agents: 1 }), ...measured },
    { ...cell("learning", "event-loop", { agents: 10 }), ...missing },
    { ...cell("learning", "processes", { agents: 10 }), ...missing },
    ...["event-loop", "threads", "processes"].map((name) => ({
      ...cell("crowd", name, { agents: 10_000 }),
      ...missing,
    })),
    { ...cell("workers", "threads", { workers: 1 }), ...missing },
    { ...cell("batch", "threads", { steps: 8 }), ...missing },
    { ...cell("batch", "threads", { steps: 64 }), ...missing },
    { ...cell("work", "threads", { depth: 3 }), forks: [], errors: [{}] },
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- nothing else is looked at
  ] as unknown as Parameters<typeof leftOut>[0];
  expect(leftOut(cells)).toEqual([
    "learning (event loop, processes)",
    "10,000 agents",
    "1 worker (threads)",
    "8, 64 steps a call (threads)",
  ]);
});
