/** Calls that wait for workers are served by priority, on every backend that lets calls wait. */
import { describe, expect, test } from "vitest";

import type { CallPriority } from "../../src/call-priority.ts";
import {
  contentsOf,
  messageTo,
  recordedBy,
  recorderSpec,
  speakerSpec,
} from "../../src/backends/contract/exchange.contract.ts";
import { createProcessesBackend } from "../../src/backends/processes.ts";
import { createThreadsBackend } from "../../src/backends/threads.ts";

const backends = [
  { name: "threads", create: createThreadsBackend },
  { name: "processes", create: createProcessesBackend },
];

const CROWD = 200;

describe.for(backends)("$name", ({ create }) => {
  test("hand over urgent messages first, and every message of one priority in order", async () => {
    await using backend = await create({ workers: { initial: 2 } });
    await backend.spawn([recorderSpec(1)]);
    const deliveries = (
      [
        ["low", 1],
        ["normal", 2],
        ["low", 3],
        ["high", 4],
        ["normal", 5],
        ["high", 6],
      ] as const
    ).map(([priority, content]) => backend.deliver(messageTo(1, "news", content), { priority }));
    await Promise.all(deliveries);
    expect(contentsOf(await recordedBy(backend, 1))).toEqual([4, 6, 2, 5, 1, 3]);
  });

  test("let urgent steps overtake a crowd that waits, and starve nobody of it", async () => {
    await using backend = await create({ workers: { initial: 2 } });
    await backend.spawn([speakerSpec(1, 2), recorderSpec(2)]);
    const done: CallPriority[] = [];
    const step = async (priority: CallPriority): Promise<void> => {
      await backend.step([{ agentId: 1, observation: 1 }], { priority });
      done.push(priority);
    };
    const calls = Array.from({ length: CROWD }, () => step("low"));
    calls.push(...Array.from({ length: CROWD / 2 }, () => step("high")));
    await Promise.all(calls);
    const lastUrgent = done.lastIndexOf("high");
    // Without priorities all of the crowd would be before it.
    const passedBy = done.slice(0, lastUrgent).filter((priority) => priority === "low").length;
    expect(passedBy).toBeLessThan(CROWD / 10);
    expect(passedBy, "some of the crowd was served meanwhile").toBeGreaterThan(0);
    expect(done).toHaveLength(1.5 * CROWD);
    // A sender's own messages keep their order, whoever asked for the steps.
    const { length } = await recordedBy(backend, 2);
    const sequences = (await recordedBy(backend, 2)).map(({ sequence }) => sequence);
    expect(sequences).toEqual(Array.from({ length }, (_, index) => index));
    expect(length).toBe(1.5 * CROWD);
  });

  test("let nobody pass a spawn: an urgent step of the new agent finds it", async () => {
    await using backend = await create({ workers: { initial: 1 } });
    const spawned = backend.spawn([recorderSpec(1)]);
    const { outcomes } = await backend.step([{ agentId: 1, observation: null }], {
      priority: "high",
    });
    expect(outcomes).toMatchObject([{ state: "completed", action: [] }]);
    expect((await spawned).spawnedCount).toBe(1);
  });
});
