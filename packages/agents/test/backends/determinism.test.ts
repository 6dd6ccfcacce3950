/** The same seeds give the same actions, wherever the agents live. */
import { expect, test } from "vitest";

import type { Backend } from "../../src/backend.ts";
import { createEventLoopBackend } from "../../src/backends/event-loop.ts";
import { createProcessesBackend } from "../../src/backends/processes.ts";
import { createThreadsBackend } from "../../src/backends/threads.ts";
import { gossip } from "./gossip.ts";

const AGENT_COUNT = 24;
const STEP_COUNT = 12;
/** Nothing overflows: what a full mailbox gives up depends on when it fills. */
const mailbox = { messageCountMax: 100_000 };

/** All actions of all steps, and what became of the messages. */
async function run(created: Backend | Promise<Backend>): Promise<unknown[]> {
  await using backend = await created;
  const ids = Array.from({ length: AGENT_COUNT }, (_, id) => id);
  await backend.spawn(
    ids.map((id) => ({ id, definition: gossip, options: { seed: 7, agentCount: AGENT_COUNT } })),
  );
  for (const id of ids.filter((each) => each % 4 === 0)) await backend.subscribe(id, "news");
  const log: unknown[] = [];
  for (let step = 0; step < STEP_COUNT; step++) {
    const { outcomes, delivery } = await backend.stepAll((id) => Number(id) * 31 + step);
    log.push(
      outcomes.map((outcome) => (outcome.state === "completed" ? outcome.action : "failed")),
    );
    log.push([delivery.deliveredCount, delivery.undeliveredCount]);
  }
  return log;
}

const workers = (initial: number) => ({ mailbox, workers: { initial } });

test("agents whose actions depend on the order of all they hear act alike on every backend", async () => {
  const expected = await run(createEventLoopBackend({ mailbox }));
  // Enough is said that an order by chance would show.
  expect(Number((expected.at(-1) as number[])[0])).toBeGreaterThan(100);
  expect(await run(createThreadsBackend(workers(1)))).toEqual(expected);
  expect(await run(createThreadsBackend(workers(2)))).toEqual(expected);
  expect(await run(createThreadsBackend(workers(3)))).toEqual(expected);
  expect(await run(createProcessesBackend(workers(1)))).toEqual(expected);
  expect(await run(createProcessesBackend(workers(3)))).toEqual(expected);
});
