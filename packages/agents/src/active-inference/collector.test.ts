import { describe, expect, test } from "vitest";

import { deadEndOutbox } from "../outbox.ts";
import { parseGridMap } from "../worlds/grid-map.ts";
import { createGridWorld } from "../worlds/grid-world.ts";
import { createCollector } from "./collector.ts";

const MAP = parseGridMap(`
  . . # .
  . # . .
  . . . .
  # . . G
`);

describe("a collector that sees its position", () => {
  test("walks to the resource by a shortest path, collects there, and returns when it is full", () => {
    const agent = createCollector(1, { map: MAP.text });
    const world = createGridWorld({ map: MAP });
    let cell = world.place(1, 0).cell;
    let loadCount = 0;
    const actions: string[] = [];
    for (let step = 0; step < 18; step++) {
      const content = MAP.isGoal(cell) ? "resource" : "empty";
      const action = agent.step({ cell, content, loadCount }, deadEndOutbox);
      actions.push(action);
      if (action === "collect") loadCount++;
      else if (action !== "return-to-base") cell = world.step(1, action).cell;
    }
    expect(cell).toBe(15);
    // 2 rows down and past the walls: 6 moves, then 10 things are all it can carry.
    expect(actions.slice(0, 6)).not.toContain("collect");
    expect(actions.slice(6, 16)).toEqual(Array.from({ length: 10 }, () => "collect"));
    expect(actions.slice(16)).toEqual(["return-to-base", "return-to-base"]);
  });
});

test("a collector as published learns nothing and values all actions the same", () => {
  const agent = createCollector(1, { map: MAP.text, likelihood: "as-published" });
  for (const content of ["empty", "resource", "base"] as const) {
    agent.step({ cell: 0, content, loadCount: 0 }, deadEndOutbox);
    const { policyValueNatsMin, policyValueNatsMax } = agent.metrics();
    expect(policyValueNatsMax - policyValueNatsMin).toBeLessThan(1e-5);
  }
});

test("a collector that sees contents believes in the resource when it sees one", () => {
  const agent = createCollector(1, { map: MAP.text, likelihood: "content" });
  agent.step({ cell: 15, content: "resource", loadCount: 0 }, deadEndOutbox);
  // Bayes by hand: 0.75 in the one cell with the resource, 0.05 in the other 15, and an even prior.
  expect(agent.beliefs[15]).toBeCloseTo(0.75 / (0.75 + 15 * 0.05), 12);
});
