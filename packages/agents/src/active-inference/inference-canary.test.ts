import { describe, expect, test } from "vitest";

import { InferenceAbsentError } from "../errors.ts";
import { deadEndOutbox } from "../outbox.ts";
import { createOpenGridMap } from "../worlds/grid-map.ts";
import { createGridWorld } from "../worlds/grid-world.ts";
import { createExplorer } from "./explorer.ts";
import type { ExplorerOptions } from "./explorer.ts";
import { createInferenceCanary } from "./inference-canary.ts";

const MAP = createOpenGridMap(5, [24]);

/** An explorer and a way to let it take `stepCount` steps from a corner. */
function createWalker(id: number, options: Partial<ExplorerOptions> = {}) {
  const agent = createExplorer(id, { map: MAP.text, ...options });
  const world = createGridWorld({ map: MAP });
  let seen = world.place(id, 0);
  const walk = (stepCount: number): void => {
    for (let step = 0; step < stepCount; step++) {
      seen = world.step(id, agent.step(seen, deadEndOutbox));
    }
  };
  return { agent, walk };
}

describe("the canary", () => {
  test("says how often beliefs were updated and how far they moved", () => {
    const walkers = [createWalker(1), createWalker(2)];
    const canary = createInferenceCanary(walkers.map(({ agent }) => agent));
    for (const { walk } of walkers) walk(4);
    const evidence = canary.check();
    expect(evidence).toMatchObject({ agentCount: 2, beliefUpdateCount: 8 });
    // From an even prior to near certainty, twice, and on by a cell a step: each is near its most, 2.
    expect(evidence.beliefMovement).toBeGreaterThan(8);
    expect(evidence.beliefMovement).toBeLessThan(16);
  });

  test("cries when one agent of many did not step", () => {
    const walkers = [createWalker(1), createWalker(2)];
    const canary = createInferenceCanary(walkers.map(({ agent }) => agent));
    walkers[0]!.walk(3);
    expect(() => canary.check()).toThrow(InferenceAbsentError);
    expect(() => canary.check()).toThrow("agent 2 did not infer");
  });

  test("cries when beliefs are updated but do not move, as with the published likelihood at rest", () => {
    const { agent } = createWalker(1, { likelihood: "as-published" });
    const seen = createGridWorld({ map: MAP }).place(1, 0);
    const canary = createInferenceCanary([agent]);
    agent.step(seen, deadEndOutbox);
    expect(agent.beliefUpdateCount).toBe(1);
    expect(() => canary.check()).toThrow("moved by");
  });

  test("looks only at what happened since it was made", () => {
    const { agent, walk } = createWalker(1);
    walk(5);
    expect(() => createInferenceCanary([agent]).check()).toThrow("updated 0 times");
  });

  test("cries over beliefs that are no distribution", () => {
    const { agent, walk } = createWalker(1);
    const canary = createInferenceCanary([agent]);
    walk(3);
    agent.beliefs[0] = Number.NaN;
    expect(() => canary.check()).toThrow("its beliefs hold NaN");
  });

  test("does not vouch for nobody", () => {
    expect(() => createInferenceCanary([]).check()).toThrow(InferenceAbsentError);
  });
});
