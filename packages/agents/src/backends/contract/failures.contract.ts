import { expect, test } from "vitest";

import { AgentFailedError } from "../../errors.ts";
import { failing } from "./agents.contract.ts";
import { contentsOf, echoSpec, messageTo, recordedBy, recorderSpec } from "./exchange.contract.ts";
import type { CreateBackend } from "./exchange.contract.ts";

export function describeFailures(create: CreateBackend): void {
  test("an agent that throws while it is made is reported and the others are made", async () => {
    await using backend = await create();
    const report = await backend.spawn([
      echoSpec(1),
      { id: 2, definition: failing, options: { phase: "create" } },
      echoSpec(3),
    ]);
    expect(report.spawnedCount).toBe(2);
    expect(report.failures).toMatchObject([{ agentId: 2, phase: "create" }]);
    expect(backend.agentCount).toBe(2);
  });

  test("an agent that throws in a step is reported and the others step", async () => {
    await using backend = await create();
    await backend.spawn([
      echoSpec(1),
      { id: 2, definition: failing, options: { phase: "step" } },
      echoSpec(3),
    ]);
    const { outcomes } = await backend.stepAll((agentId) => agentId);
    expect(outcomes.map(({ agentId, state }) => [agentId, state])).toEqual([
      [1, "completed"],
      [2, "failed"],
      [3, "completed"],
    ]);
    const failed = outcomes[1];
    if (failed?.state !== "failed") throw new Error("the failing agent did not fail");
    expect(failed.error).toBeInstanceOf(AgentFailedError);
    expect(failed.error.message).toContain("as told, in step");
    expect(await backend.statistics(2)).toMatchObject({ stepCount: 0, failedStepCount: 1 });
  });

  test("an agent that throws at a message is reported with the message and the others get theirs", async () => {
    await using backend = await create();
    await backend.spawn([
      recorderSpec(1),
      { id: 2, definition: failing, options: { phase: "receive" } },
      recorderSpec(3),
    ]);
    const report = await backend.broadcast(messageTo(null, "call", "all"));
    expect(report).toMatchObject({ deliveredCount: 2, undeliveredCount: 1 });
    expect(report.undelivered[0]?.reason).toBe("agent-failed");
    expect(report.failures).toMatchObject([{ agentId: 2, phase: "receive" }]);
    expect(contentsOf(await recordedBy(backend, 3))).toEqual(["all"]);
    expect(await backend.statistics(2)).toMatchObject({ receivedCount: 0, failedReceiveCount: 1 });
  });
}
