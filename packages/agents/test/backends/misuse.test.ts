/** What users may get wrong: each ends in a typed error that names the culprit, and the others go on. */
import { describe, expect, test } from "vitest";

import type { AgentDefinition } from "../../src/agent.ts";
import type { StepOutcome } from "../../src/backend.ts";
import { createProcessesBackend } from "../../src/backends/processes.ts";
import { createThreadsBackend } from "../../src/backends/threads.ts";
import { echoing, improper, sender } from "./victims.ts";

const here = import.meta.url;
const backends = [
  { name: "threads", create: createThreadsBackend },
  { name: "processes", create: createProcessesBackend },
];
const definition = (module: string | undefined, kind = "agent"): AgentDefinition => ({
  kind,
  ...(module !== undefined && { module }),
  create: () => expect.fail("it is made on its worker"),
});

describe.for(backends)("on $name", ({ create }) => {
  test.for([
    { what: "cannot be found", module: new URL("missing.ts", here).href, says: "does not load" },
    {
      what: "throws while it loads",
      module: "data:text/javascript,throw new Error(1)",
      says: "does not load",
    },
    {
      what: "exports no definition",
      module: new URL("start-peer.ts", new URL("../transport/", here)).href,
      says: "exports no agent definition",
    },
    {
      what: "exports another kind",
      module: new URL("victims.ts", here).href,
      says: "no definition of kind",
    },
    { what: "is not named", module: undefined, says: "import.meta.url" },
  ])(
    "a module that $what is an error that names it, and other agents are made",
    async ({ module, says }) => {
      await using backend = await create({ workers: { initial: 1 } });
      const { spawnedCount, failures } = await backend.spawn([
        { id: 1, definition: definition(module), options: null },
        { id: 2, definition: sender, options: { recipients: [2] } },
      ]);
      expect(spawnedCount).toBe(1);
      expect(failures).toMatchObject([
        { agentId: 1, phase: "create", cause: { code: "PACELINE_AGENT_MODULE" } },
      ]);
      expect(failures[0]!.message).toContain(says);
      if (module !== undefined) expect(failures[0]!.message).toContain(JSON.stringify(module));
    },
  );

  test("options that cannot be sent fail their agent only", async () => {
    await using backend = await create({ workers: { initial: 1 } });
    const report = await backend.spawn([
      { id: 1, definition: sender, options: { recipients: () => [] } },
      { id: 2, definition: sender, options: { recipients: [2] } },
    ]);
    expect(report.failures).toMatchObject([
      { agentId: 1, phase: "create", cause: { code: "PACELINE_VALUE_UNSENDABLE" } },
    ]);
    expect(report.spawnedCount).toBe(1);
  });

  test("actions, observations and messages that cannot be sent fail their agent only", async () => {
    await using backend = await create({ workers: { initial: 2 } });
    await backend.spawn([1, 2, 3, 4].map((id) => ({ id, definition: improper, options: null })));
    const { outcomes } = await backend.step([
      { agentId: 1, observation: "function" },
      { agentId: 2, observation: "message" },
      { agentId: 3, observation: () => {} },
      { agentId: 4, observation: "fine" },
    ]);
    expect(outcomes.map(causeOf)).toEqual(
      [
        { code: "PACELINE_VALUE_UNSENDABLE" },
        { code: "PACELINE_MESSAGE_UNSENDABLE" },
        { code: "PACELINE_VALUE_UNSENDABLE" },
        "fine",
      ].map((each) => (typeof each === "string" ? each : expect.objectContaining(each))),
    );
  });

  test("a message to nobody is refused at once, and returned", async () => {
    await using backend = await create({ workers: { initial: 1 } });
    await backend.spawn([{ id: 1, definition: improper, options: null }]);
    const { outcomes, delivery } = await backend.step([{ agentId: 1, observation: "unknown" }]);
    expect(outcomes[0]).toMatchObject({ action: false });
    expect(delivery.undelivered).toMatchObject([{ reason: "unknown-agent", message: { from: 1 } }]);
  });

  test("a flood ends at the mailbox, told to the sender, with every message accounted for", async () => {
    await using backend = await create({ workers: { initial: 2 } });
    await backend.spawn([1, 2].map((id) => ({ id, definition: improper, options: null })));
    const { outcomes, delivery } = await backend.step([{ agentId: 2, observation: "flood" }]);
    expect(outcomes[0]).toMatchObject({ action: 1024 });
    expect(delivery).toMatchObject({ deliveredCount: 1024, undeliveredCount: 200_000 - 1024 });
    expect(await backend.statistics(1)).toMatchObject({ overflowCount: 200_000 - 1024 });
  });

  test("observations and actions larger than any ring arrive whole", async () => {
    await using backend = await create({ workers: { initial: 2 } });
    await backend.spawn([{ id: 1, definition: echoing, options: null }]);
    const long = "x".repeat(1_000_000);
    const { outcomes } = await backend.step([{ agentId: 1, observation: { long } }]);
    expect(outcomes[0]).toMatchObject({ action: { long } });
  });
});

const causeOf = (outcome: StepOutcome): unknown =>
  outcome.state === "failed" ? outcome.error.cause : outcome.action;
