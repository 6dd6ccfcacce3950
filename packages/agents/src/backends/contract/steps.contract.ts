import { expect, test } from "vitest";

import { CALL_PRIORITIES } from "../../call-priority.ts";
import { UnknownAgentError } from "../../errors.ts";
import { actionOf, echoSpec, recordedBy, recorderSpec, speakerSpec } from "./exchange.contract.ts";
import type { CreateBackend } from "./exchange.contract.ts";

export function describeSteps(create: CreateBackend): void {
  test("gives each agent its own observation and returns each action, in the order asked", async () => {
    await using backend = await create();
    await backend.spawn([echoSpec(1), echoSpec(2), echoSpec(3)]);

    const some = await backend.step([
      { agentId: 3, observation: "c" },
      { agentId: 1, observation: "a" },
    ]);
    expect(some.outcomes).toEqual([
      { state: "completed", agentId: 3, action: "c" },
      { state: "completed", agentId: 1, action: "a" },
    ]);

    const all = await backend.stepAll((agentId) => `seen by ${agentId}`);
    expect(all.outcomes.map(actionOf)).toEqual(["seen by 1", "seen by 2", "seen by 3"]);
    expect(await backend.statistics(1)).toMatchObject({ stepCount: 2, failedStepCount: 0 });
  });

  test("steps nobody when one of them is unknown", async () => {
    await using backend = await create();
    await backend.spawn([echoSpec(1)]);
    const steps = [1, 9].map((agentId) => ({ agentId, observation: null }));
    await expect(backend.step(steps)).rejects.toThrow(UnknownAgentError);
    expect(await backend.statistics(1)).toMatchObject({ stepCount: 0 });
  });

  test("an observation that cannot be made ends the call with its error, and nothing else", async () => {
    await using backend = await create();
    await backend.spawn([echoSpec(1), echoSpec(2), echoSpec(3)]);
    const failure = new Error("nothing to be seen");
    const stepped = backend.stepAll((agentId) => {
      if (agentId === 2) throw failure;
      return null;
    });
    await expect(stepped).rejects.toBe(failure);
    // Agents take their turns while observations are made.
    expect(await backend.statistics(1)).toMatchObject({ stepCount: 1 });
    expect(await backend.statistics(3)).toMatchObject({ stepCount: 0 });
    const { outcomes } = await backend.stepAll(String);
    expect(outcomes.map(actionOf)).toEqual(["1", "2", "3"]);
  });

  test("delivers what agents sent only after all of the call have stepped", async () => {
    await using backend = await create();
    await backend.spawn([speakerSpec(1, 2), recorderSpec(2)]);
    const { outcomes, delivery } = await backend.step([
      { agentId: 1, observation: 3 },
      { agentId: 2, observation: null },
    ]);
    expect(actionOf(outcomes[1])).toEqual([]);
    expect(delivery.deliveredCount).toBe(3);
    expect(await recordedBy(backend, 2)).toEqual(
      [0, 1, 2].map((index) => ({ from: 1, topic: "news", sequence: index, content: index })),
    );
  });

  test("takes calls of every priority, and refuses one that does not exist", async () => {
    await using backend = await create();
    await backend.spawn([echoSpec(1)]);
    const steps = [{ agentId: 1, observation: "seen" }];
    const reports = await Promise.all(
      CALL_PRIORITIES.map((priority) => backend.step(steps, { priority })),
    );
    expect(reports.map(({ outcomes }) => actionOf(outcomes[0]))).toEqual(["seen", "seen", "seen"]);
    // @ts-expect-error -- a user without types could write this
    const refused = backend.stepAll(() => null, { priority: "urgent" });
    await expect(refused).rejects.toThrow("one of high, normal, low");
    expect(await backend.statistics(1)).toMatchObject({ stepCount: 3 });
  });
}
