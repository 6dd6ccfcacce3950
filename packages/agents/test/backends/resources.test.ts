/** What backends hold while they live, and that nothing of it is left. */
import { setImmediate } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { createProcessesBackend } from "../../src/backends/processes.ts";
import { createThreadsBackend } from "../../src/backends/threads.ts";
import { sender, victim } from "./victims.ts";

const backends = [
  { name: "threads", create: createThreadsBackend },
  { name: "processes", create: createProcessesBackend },
];
const options = { recipients: [1, 2, 3, 4] };
const specs = [1, 2, 3, 4].map((id) => ({ id, definition: sender, options }));

/** What keeps this process busy or alive, by kind. */
const resources = (): readonly string[] =>
  process
    .getActiveResourcesInfo()
    // The test runner's own come and go.
    .filter((name) => name !== "Timeout" && name !== "FSReqCallback")
    .sort();

describe.for(backends)("$name", ({ create }) => {
  test("leave no worker, handle or listener, also after a loss in the middle of a step", async () => {
    const before = resources();
    const listenerCounts = process.eventNames().map((name) => process.listenerCount(name));
    for (let count = 0; count < 3; count++) {
      await using backend = await create({ workers: { initial: 2 } });
      await backend.spawn([
        ...specs,
        { id: 5, definition: victim, options: { deed: "exit", afterCount: 0 } },
      ]);
      await backend.stepAll((id) => (id === 5 ? "now" : 10));
    }
    // The handle of a process that has ended closes at the end of the event loop's turn.
    await setImmediate();
    await setImmediate();
    expect(resources()).toEqual(before);
    expect(process.eventNames().map((name) => process.listenerCount(name))).toEqual(listenerCounts);
  });

  test("are disposed in the middle of a call without hanging", async () => {
    const backend = await create({ workers: { initial: 2 } });
    await backend.spawn(specs);
    const step = backend.stepAll(() => 100);
    await backend[Symbol.asyncDispose]();
    expect((await step).delivery).toMatchObject({ deliveredCount: 400, undeliveredCount: 0 });
  });

  test("spread agents evenly, and give new ones to the worker with the least to do", async () => {
    await using backend = await create({ workers: { initial: 2, min: 2 } });
    await backend.spawn(specs);
    const homes = [1, 2, 3, 4].map((id) => backend.workerOf(id));
    expect([...new Set(homes)].map((home) => homes.filter((each) => each === home).length)).toEqual(
      [2, 2],
    );
    await backend.remove([1, 3].filter((id) => backend.workerOf(id) === homes[0]));
    const left = [2, 4].every((id) => backend.workerOf(id) !== homes[0]);
    expect(left).toBe(true);
    await backend.spawn([{ id: 9, definition: sender, options }]);
    expect(backend.workerOf(9)).toBe(homes[0]);
  });

  test("refuse options that cannot be, all at once", async () => {
    const impossible = { workers: { initial: 0, max: 1_000 }, silenceMsMax: -1 };
    await expect(create(impossible)).rejects.toMatchObject({ code: "PACELINE_INVALID_OPTION" });
  });
});
