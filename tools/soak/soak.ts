import { readdirSync } from "node:fs";

import type { Backend } from "../../packages/agents/src/backend.ts";
import { createThreadsBackend } from "../../packages/agents/src/backends/threads.ts";
import { gauge, talker, type ThreadWeight, weighThread } from "./agents.ts";
import { SampleLog, type SoakSample } from "./sample-log.ts";

export interface SoakPlan {
  readonly agentCount: number;
  readonly workerCount: number;
  readonly isLeaking: boolean;
  /** Steps of a few agents before there are all, with samples in between that are thrown away. @defaultValue 0 */
  readonly shortCallCount?: number;
  /** After each sample: whether it has seen enough. */
  readonly isOver: (samples: SampleLog) => boolean;
  /** Calls, each a step of every agent with all messages, before the next sample is due. */
  readonly isDue: (callsSinceSample: number) => boolean;
}

const FEW_COUNT = 20;
const SHORT_CALLS_PER_SAMPLE = 50;

/** Lets agents step and talk without pause, and weighs all threads now and then. */
export async function soak(plan: SoakPlan): Promise<SampleLog> {
  const { agentCount, workerCount, isLeaking } = plan;
  await using backend = await createThreadsBackend({ workers: { initial: workerCount } });
  // Placement gives each worker as many as the others, so the first ones get a gauge each.
  const gauges = Array.from({ length: workerCount }, (_, index) => `gauge ${index}`);
  await backend.spawn(gauges.map((id) => ({ id, definition: gauge, options: null })));
  const homes = new Set(gauges.map((id) => backend.workerOf(id)));
  if (homes.size !== workerCount) throw new Error("not every worker has got a gauge");
  await compileWithFew(backend, gauges, plan);
  const ids = await spawnTalkers(backend, agentCount, isLeaking);
  const samples = new SampleLog();
  let callCount = 0;
  let callsSinceSample = 0;
  let deliveredCount = 0;
  do {
    // oxlint-disable-next-line no-await-in-loop -- one call after the other is the load
    deliveredCount += await stepAll(backend, ids, callCount++);
    if (!plan.isDue(++callsSinceSample)) continue;
    callsSinceSample = 0;
    // oxlint-disable-next-line no-await-in-loop -- as above
    samples.add({ callCount, deliveredCount, ...(await weigh(backend, gauges)) });
  } while (samples.count === 0 || callsSinceSample > 0 || !plan.isOver(samples));
  return samples;
}

async function spawnTalkers(
  backend: Backend,
  agentCount: number,
  isLeaking: boolean,
): Promise<readonly number[]> {
  const ids = Array.from({ length: agentCount }, (_, id) => id);
  const options = { agentCount, isLeaking };
  await backend.spawn(ids.map((id) => ({ id, definition: talker, options })));
  return ids;
}

/**
 * Code is compiled by how often it has run, so what runs once a call or once a sample needs many of them. With few
 * agents these are short.
 */
async function compileWithFew(
  backend: Backend,
  gauges: readonly string[],
  { shortCallCount = 0, isLeaking }: SoakPlan,
): Promise<void> {
  if (shortCallCount === 0) return;
  const ids = await spawnTalkers(backend, FEW_COUNT, isLeaking);
  const thrownAway = new SampleLog();
  let deliveredCount = 0;
  for (let callCount = 1; callCount <= shortCallCount; callCount++) {
    // oxlint-disable no-await-in-loop -- one call after the other is the load
    deliveredCount += await stepAll(backend, ids, callCount);
    if (callCount % SHORT_CALLS_PER_SAMPLE === 0)
      thrownAway.add({ callCount, deliveredCount, ...(await weigh(backend, gauges)) });
    // oxlint-enable no-await-in-loop
  }
  await backend.remove(ids);
}

async function weigh(
  backend: Backend,
  gauges: readonly string[],
): Promise<Omit<SoakSample, "callCount" | "deliveredCount">> {
  const commanding = weighThread();
  const workers = await weighWorkers(backend, gauges);
  return { atMs: performance.now(), ...sumOf(commanding, workers), ...count() };
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
