import { expect, test } from "vitest";

import { createAutomaticBackend } from "../../src/backends/automatic.ts";
import { gossip } from "./gossip.ts";
import { improper } from "./victims.ts";

const specsOf = (count: number) =>
  Array.from({ length: count }, (_, id) => ({
    id,
    definition: gossip,
    options: { seed: 1, agentCount: count },
  }));

test("two agents with next to nothing to do stay on the event loop", async () => {
  const choice = await createAutomaticBackend({ specs: specsOf(2), observationFor: () => 1 });
  await using backend = choice.backend;
  expect(backend.name).toBe("event-loop");
});

test("what is chosen is empty, works, and was the faster one in the trial", async () => {
  const specs = specsOf(2_000);
  const { backend: chosen, gainRatio } = await createAutomaticBackend(
    { specs, observationFor: Number, trialMs: 50 },
    { workers: { initial: 2 } },
  );
  await using backend = chosen;
  expect(backend.agentCount).toBe(0);
  const isThreads = gainRatio !== null && gainRatio >= 1.05;
  expect(backend.name).toBe(isThreads ? "threads" : "event-loop");
  await backend.spawn(specs);
  const { outcomes } = await backend.stepAll(Number);
  expect(outcomes.every(({ state }) => state === "completed")).toBe(true);
});

test("a definition that cannot be made ends the trial with its error", async () => {
  const unmade = { ...improper, create: () => expect.fail("as told") };
  const specs = [{ id: 1, definition: unmade, options: null }];
  await expect(createAutomaticBackend({ specs, observationFor: () => 1 })).rejects.toMatchObject({
    code: "PACELINE_AGENT_FAILED",
    agentId: 1,
  });
});
