import { readdirSync } from "node:fs";

import type { Backend } from "../../packages/agents/src/backend.ts";
import { createThreadsBackend } from "../../packages/agents/src/backends/threads.ts";
import { gauge, talker, weighThread } from "./agents.ts";

export interface SoakPlan {
  readonly agentCount: number;
  readonly workerCount: number;
  readonly isLeaking: boolean;
  /** After what it has started: whether it is warm, and after each sample whether it has seen enough. */
  readonly isWarm: (callCount: number) => boolean;
  readonly isOver: (sampleCount: number) => boolean;
  /** Calls, each a step of every agent with all messages, before the next sample is due. */
  readonly isDue: (callsSinceSample: number) => boolean;
  readonly onSample?: (sample: SoakSample) => void;
}

/** What was there at one moment. */
export interface SoakSample {
  readonly atMs: number;
  readonly callCount: number;
  readonly deliveredCount: number;
  /** Bytes that live after a whole collection on every thread, summed. */
  readonly liveBytes: number;
  /** What keeps the event loop busy or alive. */
  readonly handleCount: number;
  /** File descriptors and threads of the process; 0 where the system does not tell. */
  readonly descriptorCount: number;
  readonly threadCount: number;
}

/** Lets agents step and talk without pause, and weighs all threads now and then. */
export async function soak(plan: SoakPlan): Promise<readonly SoakSample[]> {
  const { agentCount, workerCount, isLeaking } = plan;
  await using backend = await createThreadsBackend({ workers: { initial: workerCount } });
  // Placement gives each worker as many as the others, so the first ones get a gauge each.
  const gauges = Array.from({ length: workerCount }, (_, index) => `gauge ${index}`);
  await backend.spawn(gauges.map((id) => ({ id, definition: gauge, options: null })));
  const homes = new Set(gauges.map((id) => backend.workerOf(id)));
  if (homes.size !== workerCount) throw new Error("not every worker has got a gauge");
  const ids = Array.from({ length: agentCount }, (_, id) => id);
  const options = { agentCount, isLeaking };
  await backend.spawn(ids.map((id) => ({ id, definition: talker, options })));

  const samples: SoakSample[] = [];
  let callCount = 0;
  let callsSinceSample = 0;
  let deliveredCount = 0;
  while (!plan.isOver(samples.length)) {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other is the load
    deliveredCount += await stepAll(backend, ids, callCount++);
    if (!plan.isWarm(callCount) || !plan.isDue(++callsSinceSample)) continue;
    callsSinceSample = 0;
    // oxlint-disable-next-line no-await-in-loop -- as above
    const liveBytes = weighThread() + (await weighWorkers(backend, gauges));
    const sample = { atMs: performance.now(), callCount, deliveredCount, liveBytes, ...count() };
    samples.push(sample);
    plan.onSample?.(sample);
  }
  return samples;
}

async function stepAll(backend: Backend, ids: readonly number[], step: number): Promise<number> {
  const { outcomes, delivery } = await backend.step(
    ids.map((agentId) => ({ agentId, observation: step })),
  );
  const failed = outcomes.find(({ state }) => state === "failed");
  if (failed?.state === "failed") throw failed.error;
  if (delivery.undeliveredCount > 0) throw new Error(`${delivery.undeliveredCount} messages lost`);
  return delivery.deliveredCount;
}

async function weighWorkers(backend: Backend, gauges: readonly string[]): Promise<number> {
  const { outcomes } = await backend.step(
    gauges.map((agentId) => ({ agentId, observation: null })),
  );
  return outcomes.reduce((sum, outcome) => {
    if (outcome.state === "failed") throw outcome.error;
    return sum + Number(outcome.action);
  }, 0);
}

const count = () => ({
  handleCount: process.getActiveResourcesInfo().length,
  descriptorCount: process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0,
  threadCount: process.platform === "linux" ? readdirSync("/proc/self/task").length : 0,
});
