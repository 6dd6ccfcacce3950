/**
 * What agent steps cost on each backend, beside one thread without any, and beside pools of threads.
 *
 *     node --conditions=@paceline/source tools/backends.ts [rounds] [µs per step]
 *
 * All run in turns in one process, in alternating order; ratios are taken within a round. Threads need
 * a core each: on a machine with other work they show what that work leaves them. Takes less than a minute
 * on two quiet cores; ends with the goals, and exits with 1 when one is not met.
 */
import { argv, execArgv, stdout } from "node:process";

import { Piscina } from "piscina";
import { Tinypool } from "tinypool";
import workerpool from "workerpool";

import type { Backend } from "../packages/agents/src/backend.ts";
import { createAutomaticBackend } from "../packages/agents/src/backends/automatic.ts";
import { createEventLoopBackend } from "../packages/agents/src/backends/event-loop.ts";
import { createProcessesBackend } from "../packages/agents/src/backends/processes.ts";
import { createThreadsBackend } from "../packages/agents/src/backends/threads.ts";
import { startBareThreads } from "./backends/bare-threads.ts";
import { spin, spinner } from "./backends/spinner.ts";
import { type Goal, printGoals, ratiosOf, type Rounds, spread } from "./goals.ts";

const [roundCount = 5, stepUs = 10] = argv.slice(2).map(Number);
const WORKER_COUNT = 2;
const TASKS_IN_FLIGHT = 64;
const AGENT_COUNT = 1_000;
/** The limit: what so many threads can do on this machine, which two times one need not be. */
const BARE_THREADS = `${WORKER_COUNT} bare threads`;
const ROUND_MS = 100;
const taskFile = new URL("backends/task.ts", import.meta.url).href;
const workers = { initial: WORKER_COUNT };

/** Does some steps and says how many. */
type Work = () => Promise<number>;

const iterationCount = calibrate(stepUs);
const goals: Goal[] = [...(await printPeers()), ...(await printPlacement())];
process.exitCode = printGoals(goals) ? 0 : 1;

/** @returns iterations of the spinner in so many microseconds. */
function calibrate(us: number): number {
  let bestNsPerIteration = Infinity;
  for (let count = 0; count < 50; count++) {
    const startMs = performance.now();
    spin(count, 100_000);
    const elapsedNs = (performance.now() - startMs) * 1e6;
    bestNsPerIteration = Math.min(bestNsPerIteration, elapsedNs / 100_000);
  }
  return Math.round((us * 1_000) / bestNsPerIteration);
}

async function printPeers(): Promise<Goal[]> {
  const { works, dispose } = await startPeers();
  const rates = await measure(works);
  stdout.write(
    `steps of ${stepUs} µs, ${WORKER_COUNT} workers, ${roundCount} rounds: median [lowest..highest]\n`,
  );
  const inline = rates.get("bare loop, one thread")!;
  for (const [name, each] of rates) {
    const ratios = each.map((rate, round) => rate / (WORKER_COUNT * inline[round]!));
    const best = Math.max(...each) / (WORKER_COUNT * Math.max(...inline));
    stdout.write(
      `  ${name.padEnd(34)} ${spread(
        each.map((rate) => rate / 1e3),
        1,
      )} k/s, ` +
        `of ${WORKER_COUNT} × bare loop ${spread(ratios, 2)}, best to best ${best.toFixed(2)}\n`,
    );
  }
  await dispose();
  const ours = rates.get("ours, threads, 1,000 agents")!;
  const bare = rates.get(BARE_THREADS)!;
  const ofInline = (rate: Rounds): number[] =>
    ratiosOf(rate, inline).map((ratio) => ratio / WORKER_COUNT);
  return [
    {
      name: `threads, of ${WORKER_COUNT} × one thread inline`,
      figures: ofInline(ours),
      bound: { atLeast: 0.9 },
      limit: { name: BARE_THREADS, figures: ofInline(bare) },
    },
    { name: `threads, of ${BARE_THREADS}`, figures: ratiosOf(ours, bare), bound: { atLeast: 0.9 } },
    ...["piscina", "tinypool", "workerpool"].map((pool) => {
      const theirs = rates.get(`${pool}, ${TASKS_IN_FLIGHT} tasks in flight`)!;
      return {
        name: `threads, of ${pool}`,
        figures: ratiosOf(ours, theirs),
        bound: { atLeast: 6 },
        limit: { name: BARE_THREADS, figures: ratiosOf(bare, theirs) },
      };
    }),
  ];
}

async function startPeers(): Promise<{ works: Map<string, Work>; dispose: () => Promise<void> }> {
  const threads = await createThreadsBackend({ workers });
  const manyThreads = await createThreadsBackend({ workers });
  const processes = await createProcessesBackend({ workers });
  const eventLoop = createEventLoopBackend();
  const bareThreads = await startBareThreads(WORKER_COUNT);
  const piscina = new Piscina({
    filename: taskFile,
    minThreads: WORKER_COUNT,
    maxThreads: WORKER_COUNT,
  });
  const tinypool = new Tinypool({
    filename: taskFile,
    minThreads: WORKER_COUNT,
    maxThreads: WORKER_COUNT,
  });
  const pool = workerpool.pool(new URL("backends/workerpool-task.ts", import.meta.url).pathname, {
    minWorkers: WORKER_COUNT,
    maxWorkers: WORKER_COUNT,
    workerType: "thread",
    workerThreadOpts: { execArgv },
  });
  await Promise.all([
    spawnOn(threads, TASKS_IN_FLIGHT),
    spawnOn(manyThreads, AGENT_COUNT),
    spawnOn(processes, AGENT_COUNT),
    spawnOn(eventLoop, TASKS_IN_FLIGHT),
  ]);
  const task = { state: 1, iterationCount };
  const works = new Map<string, Work>([
    ["bare loop, one thread", bareLoop],
    [BARE_THREADS, () => bareThreads.run(AGENT_COUNT, iterationCount)],
    ["ours, event loop, 64 agents", () => stepAll(eventLoop)],
    ["ours, threads, 64 agents", () => stepAll(threads)],
    ["ours, threads, 1,000 agents", () => stepAll(manyThreads)],
    ["ours, processes, 1,000 agents", () => stepAll(processes)],
    ["piscina, 64 tasks in flight", () => inFlight(() => piscina.run(task))],
    ["tinypool, 64 tasks in flight", () => inFlight(() => tinypool.run(task))],
    ["workerpool, 64 tasks in flight", () => inFlight(() => pool.exec("run", [task]))],
  ]);
  const dispose = async (): Promise<void> => {
    await Promise.all(
      [threads, manyThreads, processes, eventLoop].map((each) => each[Symbol.asyncDispose]()),
    );
    await bareThreads.stop();
    await Promise.all([piscina.destroy(), tinypool.destroy(), pool.terminate()]);
  };
  return { works, dispose };
}

async function bareLoop(): Promise<number> {
  let state = 1;
  for (let count = 0; count < TASKS_IN_FLIGHT; count++) state = spin(state, iterationCount);
  return state === 0 ? 0 : TASKS_IN_FLIGHT;
}

async function inFlight(start: () => PromiseLike<unknown>): Promise<number> {
  await Promise.all(Array.from({ length: TASKS_IN_FLIGHT }, start));
  return TASKS_IN_FLIGHT;
}

async function stepAll(backend: Backend, iterations = iterationCount): Promise<number> {
  return (await backend.stepAll(() => iterations)).outcomes.length;
}

async function spawnOn(backend: Backend, agentCount: number): Promise<void> {
  await backend.spawn(specsOf(agentCount));
}

function specsOf(agentCount: number) {
  return Array.from({ length: agentCount }, (_, id) => ({
    id,
    definition: spinner,
    options: null,
  }));
}

/** @returns steps per second of each, round by round. */
async function measure(works: ReadonlyMap<string, Work>): Promise<Map<string, number[]>> {
  const rates = new Map(Array.from(works.keys(), (name): [string, number[]] => [name, []]));
  const entries = [...works];
  for (let round = 0; round <= roundCount; round++) {
    for (const [name, work] of round % 2 === 0 ? entries : entries.toReversed()) {
      let stepCount = 0;
      const startMs = performance.now();
      do stepCount += await work();
      while (performance.now() - startMs < ROUND_MS);
      const rate = (stepCount / (performance.now() - startMs)) * 1e3;
      // The first round warms up.
      if (round > 0) rates.get(name)!.push(rate);
    }
  }
  return rates;
}

/** Whether the automatic choice is as good as the better one, at each size. */
async function printPlacement(): Promise<Goal[]> {
  const goalsByCell: Goal[] = [];
  stdout.write("automatic placement, rate of the chosen one over the better of both\n");
  for (const agentCount of [1, 10, 100, 1_000]) {
    for (const us of [1, 10, 100]) {
      if (agentCount * us > 20_000) continue;
      const iterations = Math.round((iterationCount / stepUs) * us);
      await using threads = await createThreadsBackend({ workers });
      await using inline = createEventLoopBackend();
      const { backend, gainRatio } = await createAutomaticBackend(
        { specs: specsOf(agentCount), observationFor: () => iterations },
        { workers },
      );
      await using chosen = backend;
      await Promise.all([threads, inline, chosen].map((each) => spawnOn(each, agentCount)));
      const rates = await measure(
        new Map<string, Work>([
          ["threads", () => stepAll(threads, iterations)],
          ["inline", () => stepAll(inline, iterations)],
          ["chosen", () => stepAll(chosen, iterations)],
        ]),
      );
      const [onThreads, onLoop, onChosen] = ["threads", "inline", "chosen"].map((name) =>
        rates.get(name)!,
      );
      const ratios = onChosen!.map(
        (rate, round) => rate / Math.max(onThreads![round]!, onLoop![round]!),
      );
      goalsByCell.push({
        name: `placement, ${agentCount} agents × ${us} µs, of the better one`,
        figures: ratios,
        bound: { atLeast: 0.95 },
      });
      const gain = onThreads!.map((rate, round) => rate / onLoop![round]!);
      stdout.write(
        `  ${String(agentCount).padStart(5)} agents × ${String(us).padStart(3)} µs: ${chosen.name.padEnd(10)} ` +
          `${spread(ratios, 2)}; threads over event loop ${spread(gain, 2)}, in the trial ` +
          `${gainRatio === null ? "not tried" : gainRatio.toFixed(2)}\n`,
      );
    }
  }
  return goalsByCell;
}
