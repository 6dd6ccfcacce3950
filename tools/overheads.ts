/**
 * What agents cost beside what they do: a message on the event loop, an agent beyond its model, the start of
 * workers, and workers that have nothing to do.
 *
 *     node --conditions=@paceline/source tools/overheads.ts [rounds]
 *
 * Takes about half a minute on two quiet cores; ends with the goals, and exits with 1 when one is not met.
 */
import { setTimeout as pause } from "node:timers/promises";
import { argv, stdout } from "node:process";

import { createExplorer } from "../packages/agents/src/active-inference/explorer.ts";
import type { Agent } from "../packages/agents/src/agent.ts";
import { createEventLoopBackend } from "../packages/agents/src/backends/event-loop.ts";
import { createProcessesBackend } from "../packages/agents/src/backends/processes.ts";
import { createThreadsBackend } from "../packages/agents/src/backends/threads.ts";
import type { WorkerBackend } from "../packages/agents/src/backends/workers/worker-backend.ts";
import type { Message } from "../packages/agents/src/message.ts";
import { createOpenGridMap } from "../packages/agents/src/worlds/grid-map.ts";
import { deadEndOutbox as silent } from "../packages/agents/src/outbox.ts";
import { type Goal, printGoals, ratiosOf, spread } from "./goals.ts";
import { fillWithBareAgents, fillWithOwnArrays } from "./overheads/bare-agents.ts";

const roundCount = Number(argv[2] ?? 9);
const AGENT_COUNT = 100;
const MESSAGE_COUNT = 200_000;
const CREATED_COUNT = 20_000;
/** Workers that start together. */
const WORKER_COUNT = 4;
const IDLE_MS = 500;

const figures = new Map<string, number[]>();
const note = (name: string, figure: number): void => {
  figures.set(name, [...(figures.get(name) ?? []), figure]);
};
const of = (name: string): readonly number[] => figures.get(name)!;

const heard = new Float64Array(1);
const listeners = new Map<number, Agent>();
await using eventLoop = createEventLoopBackend();
for (let id = 0; id < AGENT_COUNT; id++) {
  const agent: Agent = {
    id,
    step: () => null,
    receive: ({ sequence }) => {
      heard[0]! += sequence;
    },
  };
  listeners.set(id, agent);
  eventLoop.add(agent);
}
const map = createOpenGridMap(5, [12]).text;
await using idleThreads = await createThreadsBackend({ workers: { initial: 2 } });

for (let round = 0; round <= roundCount; round++) {
  const isWarm = round > 0;
  const measured: [string, number][] = [
    ["direct", rateOf(direct)],
    ["event loop", rateOf(onEventLoop)],
    ["event loop, async", await asyncRate()],
    ["agent", createdNs(fillWithExplorers)],
    ["agent, bare", createdNs(fillWithBareAgents)],
    ["agent, own arrays", createdNs(fillWithOwnArrays)],
    ["threads, one", await startMs(createThreadsBackend, 1)],
    ["threads, four", await startMs(createThreadsBackend, WORKER_COUNT)],
    ["processes, one", await startMs(createProcessesBackend, 1)],
    ["processes, four", await startMs(createProcessesBackend, WORKER_COUNT)],
    ["idle", await idleRatio()],
  ];
  if (isWarm) for (const [name, figure] of measured) note(name, figure);
}
print();
process.exitCode = printGoals(goals()) ? 0 : 1;

function messageTo(sequence: number): Message {
  return { from: 0, to: sequence % AGENT_COUNT, topic: "news", sequence, content: sequence };
}

/** The limit: finding the agent and calling it. */
function direct(): void {
  for (let sequence = 0; sequence < MESSAGE_COUNT; sequence++) {
    const message = messageTo(sequence);
    listeners.get(Number(message.to))!.receive(message, silent);
  }
}

function onEventLoop(): void {
  for (let sequence = 0; sequence < MESSAGE_COUNT; sequence++) {
    eventLoop.deliverNow(messageTo(sequence));
  }
}

/** Messages a second. */
function rateOf(work: () => void): number {
  heard[0] = 0;
  const startedMs = performance.now();
  work();
  return checkedRate(startedMs);
}

async function asyncRate(): Promise<number> {
  heard[0] = 0;
  const startedMs = performance.now();
  for (let sequence = 0; sequence < MESSAGE_COUNT; sequence++) {
    await eventLoop.deliver(messageTo(sequence));
  }
  return checkedRate(startedMs);
}

function checkedRate(startedMs: number): number {
  const elapsedMs = performance.now() - startedMs;
  const expected = (MESSAGE_COUNT * (MESSAGE_COUNT - 1)) / 2;
  if (heard[0] !== expected) throw new Error(`heard ${heard[0]}, not ${expected}`);
  return (MESSAGE_COUNT / elapsedMs) * 1e3;
}

/** Of one agent, kept alive as agents are, with its share of what collecting garbage takes meanwhile. */
function createdNs(fill: (kept: unknown[]) => void): number {
  const kept: unknown[] = Array.from({ length: CREATED_COUNT });
  const startedMs = performance.now();
  fill(kept);
  return ((performance.now() - startedMs) * 1e6) / CREATED_COUNT;
}

/** Their model is compiled already. */
function fillWithExplorers(kept: unknown[]): void {
  for (let id = 0; id < kept.length; id++) kept[id] = createExplorer(id, { map, seed: id });
}

async function startMs(
  create: (options: { readonly workers: { readonly initial: number } }) => Promise<WorkerBackend>,
  initial: number,
): Promise<number> {
  const startedMs = performance.now();
  await using started = await create({ workers: { initial } });
  const elapsedMs = performance.now() - startedMs;
  if (started.workerCount !== initial) throw new Error(`${started.workerCount} workers started`);
  return elapsedMs;
}

/** Share of one core that a backend with nothing to do takes, this thread included. */
async function idleRatio(): Promise<number> {
  await idleThreads.idle();
  const before = process.cpuUsage();
  const startedMs = performance.now();
  await pause(IDLE_MS);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e3 / (performance.now() - startedMs);
}

function print(): void {
  stdout.write(`median of ${roundCount} rounds [lowest..highest]\n`);
  const rows = [
    ["direct call by id", "direct", 1e6, "M/s"],
    ["event loop, one after the other", "event loop", 1e6, "M/s"],
    ["event loop, awaited one by one", "event loop, async", 1e6, "M/s"],
    ["explorer, beyond its model", "agent", 1, "ns"],
    ["bare object with a place in a slab", "agent, bare", 1, "ns"],
    ["object with arrays of its own", "agent, own arrays", 1, "ns"],
    ["start of 1 thread", "threads, one", 1, "ms"],
    [`start of ${WORKER_COUNT} threads`, "threads, four", 1, "ms"],
    ["start of 1 process", "processes, one", 1, "ms"],
    [`start of ${WORKER_COUNT} processes`, "processes, four", 1, "ms"],
  ] as const;
  for (const [label, name, scale, unit] of rows) {
    const scaled = of(name).map((figure) => figure / scale);
    stdout.write(`  ${label.padEnd(34)} ${spread(scaled, scale === 1 ? 0 : 2)} ${unit}\n`);
  }
}

function goals(): readonly Goal[] {
  // One after the other they would take 1; on two cores half of it is the least there can be.
  const together = (name: string): number[] =>
    ratiosOf(of(`${name}, four`), of(`${name}, one`)).map((ratio) => ratio / WORKER_COUNT);
  return [
    {
      name: "event loop, of a direct call",
      figures: ratiosOf(of("event loop"), of("direct")),
      bound: { atLeast: 0.5 },
    },
    {
      name: "event loop, awaited",
      figures: of("event loop, async").map((rate) => rate / 1e6),
      unit: "M/s",
      bound: { atLeast: 3.5 },
    },
    {
      name: "an agent beyond its model",
      figures: of("agent"),
      unit: "ns",
      bound: { atMost: 300 },
      limit: { name: "bare, in a slab", figures: of("agent, bare") },
    },
    {
      name: `${WORKER_COUNT} threads, of ${WORKER_COUNT} × one`,
      figures: together("threads"),
      bound: { atMost: 0.8 },
    },
    {
      name: `${WORKER_COUNT} processes, of ${WORKER_COUNT} × one`,
      figures: together("processes"),
      bound: { atMost: 0.8 },
    },
    { name: "idle threads, share of a core", figures: of("idle"), bound: { atMost: 0.01 } },
  ];
}
