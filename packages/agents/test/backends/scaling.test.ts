/** Workers come and go with the load while agents live; agents go along with all they are. */
import { describe, expect, test } from "vitest";

import { explorer } from "../../src/active-inference/explorer.ts";
import type { AgentDefinition, AgentSpec } from "../../src/agent.ts";
import type { Backend } from "../../src/backend.ts";
import { createEventLoopBackend } from "../../src/backends/event-loop.ts";
import { createProcessesBackend } from "../../src/backends/processes.ts";
import { createThreadsBackend } from "../../src/backends/threads.ts";
import type { WorkerBackend } from "../../src/backends/workers/worker-backend.ts";
import type { AgentFailedError } from "../../src/errors.ts";
import type { AgentId } from "../../src/message.ts";
import { createOpenGridMap } from "../../src/worlds/grid-map.ts";
import { counter, deadly, rooted, settler } from "./movers.ts";

const backends = [
  { name: "threads", create: createThreadsBackend, cycleCount: 12 },
  { name: "processes", create: createProcessesBackend, cycleCount: 3 },
];

const AGENT_COUNT = 6;
/** Some 100 µs, so that agents are what a call spends its time with. */
const BUSY = 5_000;
const IDLE = 0;
/** Calls by which the load must have shown; it takes some ten. */
const CALL_COUNT_MAX = 2_000;

const counters: readonly AgentSpec[] = Array.from({ length: AGENT_COUNT }, (_, id) => ({
  id,
  definition: counter,
  options: { agentCount: AGENT_COUNT },
}));
const specsOf = (definition: AgentDefinition<null>, count: number): AgentSpec[] =>
  Array.from({ length: count }, (_, id) => ({ id, definition, options: null }));

/** Bounds that work and rest are well apart from, on any machine. */
const limits = { initial: 1, min: 1, max: 2, busyRatioMax: 0.2, busyRatioMin: 0.05 };

async function stepAll(backend: Backend, workCount: number): Promise<readonly unknown[]> {
  const { outcomes, delivery } = await backend.stepAll(() => workCount);
  expect(delivery.undeliveredCount).toBe(0);
  return outcomes.map((outcome) =>
    outcome.state === "completed" ? outcome.action : outcome.error.message,
  );
}

/** Lets agents work, or rest, until there are so many workers. @returns what they did. */
async function stepUntil(
  backend: WorkerBackend,
  workCount: number,
  workerCount: number,
): Promise<readonly (readonly unknown[])[]> {
  const log: (readonly unknown[])[] = [];
  while (backend.workerCount !== workerCount && log.length < CALL_COUNT_MAX) {
    log.push(workCount === IDLE ? await stepOne(backend) : await stepAll(backend, workCount));
    // What is done between calls is done when a barrier has passed.
    await backend.idle();
  }
  expect(backend.workerCount).toBe(workerCount);
  return log;
}

/** Next to nothing to do: one of them takes a look, and nobody else hears of it in a busy way. */
async function stepOne(backend: Backend): Promise<readonly unknown[]> {
  await backend.step([]);
  return [];
}

describe.for(backends)("$name", ({ create, cycleCount }) => {
  test("grow and shrink with the load, again and again, and lose neither state nor message nor order", async () => {
    await using backend = await create({ workers: limits });
    await using reference = createEventLoopBackend();
    for (const each of [backend, reference]) {
      await each.spawn(counters);
      for (const { id } of counters.slice(0, 2)) await each.subscribe(id, "news");
    }
    const expectAlike = async (log: readonly (readonly unknown[])[]): Promise<void> => {
      for (const seen of log) {
        if (seen.length > 0) expect(seen).toEqual(await stepAll(reference, 1));
      }
    };
    for (let cycle = 0; cycle < cycleCount; cycle++) {
      await expectAlike(await stepUntil(backend, BUSY, 2));
      const homes = counters.map(({ id }) => backend.workerOf(id));
      expect(new Set(homes).size).toBe(2);
      await expectAlike([await stepAll(backend, 1)]);
      await expectAlike(await stepUntil(backend, IDLE, 1));
      await expectAlike([await stepAll(backend, 1)]);
    }
    expect(await statisticsOf(backend)).toEqual(await statisticsOf(reference));
  }, 120_000);

  test("share agents out evenly that come after others have gone, whatever those had to do", async () => {
    await using backend = await create({ workers: { initial: 2 } });
    for (let generation = 0; generation < 2; generation++) {
      await backend.spawn(counters);
      const homes = counters.map(({ id }) => backend.workerOf(id));
      expect(homes.filter((home) => home === homes[0])).toHaveLength(AGENT_COUNT / 2);
      await stepAll(backend, BUSY);
      await backend.remove(counters.map(({ id }) => id));
    }
  });

  test("move the built-in agents, who go on believing and choosing as if they had stayed", async () => {
    await using backend = await create({ workers: limits });
    await using reference = createEventLoopBackend();
    const map = createOpenGridMap(5, [12]).text;
    const explorers = Array.from({ length: 4 }, (_, id) => ({
      id,
      definition: explorer,
      options: { map, seed: id },
    }));
    const surroundings = new Int8Array(9);
    const look = (step: number) => (id: AgentId) => {
      const cell = (Number(id) * 7 + step * 3) % 25;
      return { cell, row: Math.floor(cell / 5), column: cell % 5, surroundings, isBlocked: false };
    };
    for (const each of [backend, reference]) await each.spawn(explorers);
    let isMoved = false;
    for (let step = 0; step < CALL_COUNT_MAX && !isMoved; step++) {
      const { outcomes } = await backend.stepAll(look(step));
      expect(outcomes).toEqual((await reference.stepAll(look(step))).outcomes);
      await backend.idle();
      isMoved = backend.workerCount === 2;
    }
    expect(isMoved).toBe(true);
    const { outcomes } = await backend.stepAll(look(0));
    expect(outcomes).toEqual((await reference.stepAll(look(0))).outcomes);
  });

  test("leave agents that cannot move where they are, say why, and move the others", async () => {
    const stayed: AgentFailedError[] = [];
    await using backend = await create({
      workers: limits,
      onAgentStays: (error) => stayed.push(error),
    });
    await backend.spawn([
      ...specsOf(rooted, 3),
      { id: 10, definition: settler, options: null },
      { id: 11, definition: settler, options: null },
      { id: 20, definition: counter, options: { agentCount: 0 } },
    ]);
    await stepUntil(backend, BUSY, 2);
    await stepAll(backend, 1);
    expect(backend.workerOf(0)).toBe(backend.workerOf(10));
    for (const { phase } of stayed) expect(phase).toBe("move");
    const causes = stayed.map(({ cause }) => cause);
    expect(causes).toContainEqual(expect.objectContaining({ code: "PACELINE_AGENT_STAYS" }));
    expect(stayed.length).toBeGreaterThan(0);
    expect(await stepAll(backend, 1)).toHaveLength(6);
  });

  test("lose no agent when the worker dies that it was to move to", async () => {
    const lost: Error[] = [];
    await using backend = await create({
      workers: limits,
      onWorkerLost: (error) => lost.push(error),
    });
    await backend.spawn(specsOf(deadly, 4));
    let callCount = 0;
    while (lost.length === 0 && callCount < CALL_COUNT_MAX) {
      callCount++;
      expect(await stepAll(backend, BUSY)).toEqual([1, 1, 1, 1].map((one) => one * callCount));
      await backend.idle();
    }
    expect(lost).toMatchObject([{ reason: "exited", agentIds: [] }]);
    expect(backend.agentCount).toBe(4);
    callCount++;
    expect(await stepAll(backend, 1)).toEqual([1, 1, 1, 1].map((one) => one * callCount));
  });

  test("keep their number where no limits are given", async () => {
    await using backend = await create({ workers: { initial: 2 } });
    await backend.spawn(counters);
    for (let count = 0; count < 20; count++) await stepAll(backend, IDLE);
    await backend.idle();
    expect(backend.workerCount).toBe(2);
  });
});

const statisticsOf = (backend: Backend): Promise<readonly unknown[]> =>
  Promise.all(counters.map(({ id }) => backend.statistics(id)));
