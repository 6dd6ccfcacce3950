import { readdirSync } from "node:fs";

import type { Backend } from "../../packages/agents/src/backend.ts";
import { createThreadsBackend } from "../../packages/agents/src/backends/threads.ts";
import { gauge, talker, type ThreadWeight, weighThread } from "./agents.ts";
import { SampleLog } from "./sample-log.ts";

export interface SoakPlan {
  readonly agentCount: number;
  readonly workerCount: number;
  readonly isLeaking: boolean;
  /** Steps of a few agents before the first of all. @defaultValue 0 */
  readonly shortCallCount?: number;
  /** After each sample: whether it has seen enough. */
  readonly isOver: (samples: SampleLog) => boolean;
  /** Calls, each a step of every agent with all messages, before the next sample is due. */
  readonly isDue: (callsSinceSample: number) => boolean;
}

const SHORT_CALL_AGENT_COUNT = 20;

/** Lets agents step and talk without pause, and weighs all threads now and then. */
export async function soak(plan: SoakPlan): Promise<SampleLog> {
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

  // Code is compiled by how often it has been called: what runs once a call needs many, of however few agents.
  for (let call = 0; call < (plan.shortCallCount ?? 0); call++) {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other is the load
    await stepAll(backend, ids.slice(0, SHORT_CALL_AGENT_COUNT), call);
  }
  const samples = new SampleLog();
  let callCount = 0;
  let callsSinceSample = 0;
  let deliveredCount = 0;
  do {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other is the load
    deliveredCount += await stepAll(backend, ids, callCount++);
    if (!plan.isDue(++callsSinceSample)) continue;
    callsSinceSample = 0;
    const commanding = weighThread();
    // oxlint-disable-next-line no-await-in-loop -- as above
    const workers = await weighWorkers(backend, gauges);
    const atMs = performance.now();
    samples.add({ atMs, callCount, deliveredCount, ...sumOf(commanding, workers), ...count() });
  } while (samples.count === 0 || callsSinceSample > 0 || !plan.isOver(samples));
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

async function weighWorkers(
  backend: Backend,
  gauges: readonly string[],
): Promise<readonly ThreadWeight[]> {
  const { outcomes } = await backend.step(
    gauges.map((agentId) => ({ agentId, observation: null })),
  );
  return outcomes.map((outcome) => {
    if (outcome.state === "failed") throw outcome.error;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the gauge returned it
    const [objectBytes, codeBytes, externalBytes] = outcome.action as [number, number, number];
    return { objectBytes, codeBytes, externalBytes };
  });
}

const sum = (name: keyof ThreadWeight, from: readonly ThreadWeight[]): number =>
  from.reduce((total, each) => total + each[name], 0);

function sumOf(commanding: ThreadWeight, workers: readonly ThreadWeight[]) {
  const bytes = {
    commandingObjectBytes: commanding.objectBytes,
    workerObjectBytes: sum("objectBytes", workers),
    codeBytes: sum("codeBytes", [commanding, ...workers]),
    externalBytes: sum("externalBytes", [commanding, ...workers]),
  };
  return { ...bytes, liveBytes: Object.values(bytes).reduce((total, each) => total + each, 0) };
}

const count = () => ({
  handleCount: process.getActiveResourcesInfo().length,
  descriptorCount: process.platform === "linux" ? readdirSync("/proc/self/fd").length : 0,
  threadCount: process.platform === "linux" ? readdirSync("/proc/self/task").length : 0,
});
