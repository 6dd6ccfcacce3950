/** What happens to turns and messages when real threads and processes die. */
import { describe, expect, test } from "vitest";

import type { AgentSpec } from "../../src/agent.ts";
import { createProcessesBackend } from "../../src/backends/processes.ts";
import { createThreadsBackend } from "../../src/backends/threads.ts";
import type { WorkerBackend } from "../../src/backends/workers/worker-backend.ts";
import type { WorkerOptions } from "../../src/backends/workers/worker-options.ts";
import { WorkerLostError } from "../../src/errors.ts";
import { sender, slow, victim, type Deed } from "./victims.ts";

const HEAP_BYTES = 48 * 2 ** 20;
const backends = [
  {
    name: "threads",
    create: (options: WorkerOptions) =>
      createThreadsBackend({ ...options, heapBytesMax: HEAP_BYTES }),
    deeds: { exit: "exited", exhaust: "out-of-memory", hang: "unresponsive" },
  },
  {
    name: "processes",
    create: (options: WorkerOptions) =>
      createProcessesBackend({ ...options, heapBytesMax: HEAP_BYTES }),
    deeds: {
      exit: "exited",
      kill: "killed",
      exhaust: "out-of-memory",
      hang: "unresponsive",
    },
  },
] as const;

const SENDER_COUNT = 50;
const PER_STEP = 20;

/** Even ids send; odd ids are told to die, all on the other worker. */
function specs(deed: Deed): AgentSpec[] {
  const recipients = Array.from({ length: 2 * SENDER_COUNT }, (_, id) => id);
  return recipients.map((id) =>
    id % 2 === 0
      ? { id, definition: sender, options: { recipients } }
      : { id, definition: victim, options: { deed, afterCount: id === 51 ? 5 : Infinity } },
  ) as AgentSpec[];
}

const sumOfSent = async (backend: WorkerBackend, ids: readonly number[]): Promise<number> => {
  const all = await Promise.all(ids.map((id) => backend.statistics(id)));
  return all.reduce((sum, { sentCount }) => sum + sentCount, 0);
};

describe.for(
  backends.flatMap(({ name, create, deeds }) =>
    Object.entries(deeds).map(([deed, reason]) => ({ name, create, deed: deed as Deed, reason })),
  ),
)("$name: when an agent's code does $deed", ({ create, deed, reason }) => {
  test("every message is delivered or returned, and the others go on", async () => {
    const lost: WorkerLostError[] = [];
    const note = (error: unknown): void => {
      if (!(error instanceof WorkerLostError)) throw error;
      lost.push(error);
    };
    await using backend = await create({
      workers: { initial: 2 },
      // Long enough for a heap to fill up on a busy machine.
      silenceMsMax: deed === "hang" ? 1_000 : 30_000,
      onWorkerLost: note,
    });
    expect(await backend.spawn(specs(deed))).toMatchObject({ failures: [] });
    const senders = Array.from({ length: SENDER_COUNT }, (_, index) => 2 * index);
    const victims = senders.map((id) => id + 1);
    const homes = new Set(victims.map((id) => backend.workerOf(id)));
    expect(homes.size, "victims live on one worker, senders on the other").toBe(1);
    expect(homes.has(backend.workerOf(0))).toBe(false);

    const { outcomes, delivery } = await backend.step(
      senders.map((agentId) => ({ agentId, observation: PER_STEP })),
    );
    expect(outcomes.map(({ state }) => state)).toEqual(senders.map(() => "completed"));
    expect(lost).toHaveLength(1);
    expect(lost[0]).toMatchObject({ reason, code: "PACELINE_WORKER_LOST" });
    expect([...lost[0]!.agentIds].sort((a, b) => Number(a) - Number(b))).toEqual(victims);

    const sent = await sumOfSent(backend, senders);
    expect(sent).toBe(SENDER_COUNT * PER_STEP);
    expect(delivery.deliveredCount + delivery.undeliveredCount).toBe(sent);
    expect(delivery.undeliveredCount).toBe(sent / 2);
    for (const { message, reason: why } of delivery.undelivered) {
      expect(why).toBe("worker-lost");
      expect(victims).toContain(message.to);
    }

    // The dead are unknown from now on, and the living still talk to each other.
    const after = await backend.step(senders.map((agentId) => ({ agentId, observation: 2 })));
    expect(after.delivery.deliveredCount + after.delivery.undeliveredCount).toBe(2 * SENDER_COUNT);
    expect(after.delivery.undelivered.map((each) => each.reason)).toEqual(
      Array.from({ length: after.delivery.undeliveredCount }, () => "unknown-agent"),
    );
    expect(backend.agentCount).toBe(SENDER_COUNT);
    expect(backend.workerCount).toBe(1);
  });
});

describe.for(backends)("$name: when agents take their time to be made", ({ create }) => {
  test("their worker is not taken to hang, however many they are", async () => {
    await using backend = await create({ workers: { initial: 1, max: 1 }, silenceMsMax: 1_000 });
    const options = { makingMs: 50 };
    const makings = Array.from({ length: 40 }, (_, id) => ({ id, definition: slow, options }));
    expect(await backend.spawn(makings as AgentSpec[])).toEqual({ spawnedCount: 40, failures: [] });
  });
});

describe.for(backends)("$name: when an agent ends its worker in a step", ({ create }) => {
  test("its own turn and those of its neighbours fail by name, others complete", async () => {
    await using backend = await create({ workers: { initial: 2 } });
    await backend.spawn(specs("exit"));
    const { outcomes } = await backend.stepAll((id) => (id === 41 ? "now" : 0));
    const failed = outcomes.filter(({ state }) => state === "failed");
    // The victim's turn, and all that were to follow it there; those before it may have been told.
    expect(failed.map(({ agentId }) => agentId)).toEqual(
      expect.arrayContaining([41, 43, 45, 97, 99]),
    );
    for (const outcome of failed) {
      if (outcome.state !== "failed") continue;
      expect(outcome.error.cause).toBeInstanceOf(WorkerLostError);
      expect(Number(outcome.agentId) % 2).toBe(1);
    }
    expect(outcomes).toHaveLength(2 * SENDER_COUNT);
  });

  test("its agents live again on a new worker, with their subscriptions, until restarts run out", async () => {
    await using backend = await create({ workers: { initial: 2 }, restartCountMax: 1 });
    await backend.spawn(specs("exit"));
    await backend.subscribe(43, "news");
    await backend.step([{ agentId: 41, observation: "now" }]);
    expect([backend.workerCount, backend.agentCount]).toEqual([2, 2 * SENDER_COUNT]);
    const news = { from: 0, to: null, topic: "news", sequence: 0, content: 1 };
    expect(await backend.deliver(news)).toMatchObject({ deliveredCount: 1 });
    const { outcomes } = await backend.step([{ agentId: 43, observation: null }]);
    expect(outcomes[0], "it is a new agent that has taken one message").toMatchObject({
      action: 1,
    });

    await backend.step([{ agentId: 41, observation: "now" }]);
    expect([backend.workerCount, backend.agentCount]).toEqual([1, SENDER_COUNT]);
  });
});

test("threads: when more are lost than can be started, who asks for another is told so", async () => {
  await using backend = await createThreadsBackend({ workers: { initial: 1 } });
  const doomed = { id: 1, definition: victim, options: { deed: "exit", afterCount: Infinity } };
  const loseAll = async (): Promise<never> => {
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other is how they are lost
      await backend.spawn([doomed]);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await backend.step([{ agentId: 1, observation: "now" }]);
    }
  };
  await expect(loseAll()).rejects.toMatchObject({
    code: "PACELINE_WORKERS_EXHAUSTED",
    startCountMax: 9,
    message: expect.stringContaining("restartCountMax"),
  });
  expect(backend.workerCount).toBe(0);
});

test.for(backends)(
  "$name: an error outside of any turn is reported with the agents that it took along",
  async ({ create }) => {
    const { promise, resolve } = Promise.withResolvers<Error>();
    await using backend = await create({ workers: { initial: 2 }, onWorkerLost: resolve });
    await backend.spawn(specs("crash"));
    await backend.step([{ agentId: 41, observation: "now" }]);
    expect(await promise).toMatchObject({ reason: "crashed" });
    expect((await promise).message).toContain("as told");
    expect(backend.agentCount).toBe(SENDER_COUNT);
    const { outcomes } = await backend.stepAll(() => 1);
    expect(outcomes).toHaveLength(SENDER_COUNT);
  },
);
