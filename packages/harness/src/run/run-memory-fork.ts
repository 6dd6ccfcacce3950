import { fileURLToPath } from "node:url";

import type { ForkResult, LeakRecord, LeakSeries } from "@paceline/core";
import { msFromNs } from "@paceline/core";

import { joinEvidence, readMachineEvidence } from "../evidence/machine-evidence.ts";
import { startFork } from "../fork/fork-process.ts";
import type { ForkProcess } from "../fork/fork-process.ts";
import type { OwnEvidence, WasSetUpReply } from "../fork/protocol.ts";
import {
  growthValues,
  instanceValues,
  isSettled,
  warmupRoundCount,
} from "../procedures/memory-values.ts";
import { converse, errorsOf, requestOf } from "./conversation.ts";
import type { Conversation } from "./conversation.ts";
import type { ForkOutcome, ForkTask } from "./run-fork.ts";

/** The part of a fork's result that its procedure gives. */
interface Watched {
  readonly wasSetUp: WasSetUpReply;
  readonly evidence: OwnEvidence;
  readonly silentWorkerCount: number;
  readonly fields: Pick<
    ForkResult,
    "allocatedBytesPerIteration" | "metricValues" | "warmup" | "leak" | "memory"
  >;
}

/** Watches the memory of one benchmark in one fresh process. No inspector is ever attached to it. */
export async function runMemoryFork(task: ForkTask): Promise<ForkOutcome> {
  const { root, settings, signal, onPhase, benchmark } = task;
  const startedAt = new Date().toISOString();
  const timeLimitMs = msFromNs(settings.timeLimitNs);
  const nodeFlags = memoryNodeFlags(benchmark.leakPlan?.heapLimitMb ?? null);
  await using fork = startFork({ cwd: root, nodeFlags, timeLimitMs, signal, onPhase });
  const conversation = converse(fork, task);
  const before = readMachineEvidence(fork.processId);
  const watched =
    benchmark.leakPlan === null
      ? await weigh(conversation, fork, task)
      : await lookForLeak(conversation, fork, task);
  const after = readMachineEvidence(fork.processId);
  if (!conversation.hasEnded()) {
    await conversation.ask({ kind: "teardown" }, "tore-down");
    await fork.end();
  }
  const output = fork.output.read();
  const outcome = {
    isAsync: null,
    errors: errorsOf(conversation, task, output),
    isAborted: conversation.isAborted(),
    scalingTimeRatio: null,
  };
  if (watched === null) return { ...outcome, fork: null, facts: null };
  const { wasSetUp, evidence, fields, silentWorkerCount } = watched;
  return {
    ...outcome,
    fork: {
      index: task.forkIndex,
      order: task.order,
      seed: task.seed,
      startedAt,
      startupNsToScript: wasSetUp.startupNsToScript,
      startupNsToFirstSample: wasSetUp.startupNsToFirstSample,
      timerPrecisionNs: 0,
      timerOverheadNs: 0,
      iterationsPerRound: 0,
      roundNs: [],
      noopNsPerIteration: 0,
      evidence: joinEvidence(evidence, before, after),
      ...fields,
    },
    facts: {
      gcRoundCount: 0,
      silentWorkerCount,
      keptOutputBytes: fork.output.isCut ? fork.output.keptBytes : null,
    },
  };
}

/**
 * Whatever V8 keeps of code must be there after the first calls, or it looks like a leak. Optimised code comes after
 * thousands of calls, one function at a time, tens of bytes a call for as long as anyone would wait; so functions get their
 * baseline code and their feedback with the first call, and no other. Collections every few milliseconds would throw away the
 * code of whatever runs once a round, and compile it anew. Helper threads of the collector make such small heaps no
 * faster, and cost other forks their core.
 */
const STEADY_FLAGS = [
  "--no-opt",
  "--no-maglev",
  "--always-sparkplug",
  "--no-lazy-feedback-allocation",
  "--no-flush-bytecode",
  "--single-threaded-gc",
];

/** @param heapLimitMb - of a leak benchmark; null for one that weighs. */
export const memoryNodeFlags = (heapLimitMb: number | null): readonly string[] => [
  "--expose-gc",
  // Not "--import", which reaches no worker that is made of text.
  `--require=${fileURLToPath(import.meta.resolve("#worker-probe"))}`,
  ...(heapLimitMb === null ? [] : [...STEADY_FLAGS, `--max-old-space-size=${heapLimitMb}`]),
];

async function weigh(
  conversation: Conversation,
  fork: ForkProcess,
  task: ForkTask,
): Promise<Watched | null> {
  const wasSetUp = await conversation.ask(
    { kind: "set-up", request: requestOf(task, fork) },
    "was-set-up",
  );
  const { instanceCounts } = task.benchmark;
  const weighed =
    wasSetUp && (await conversation.ask({ kind: "weigh", instanceCounts }, "weighed"));
  if (!wasSetUp || !weighed) return null;
  const { record, residentBytesMax, allocatedBytesPerInstance, evidence } = weighed;
  return {
    wasSetUp,
    evidence,
    silentWorkerCount: 0,
    fields: {
      warmup: { roundCount: 1, elapsedNs: 0, isSteady: true },
      allocatedBytesPerIteration: allocatedBytesPerInstance,
      metricValues: instanceValues(record, residentBytesMax),
      memory: record,
    },
  };
}

/** Growth of memory per operation from which doubling the operations is worth its time, as a share of delta. */
const SUSPICION_RATIO = 0.5;
/** Rounds with twice the operations, as a share of the rounds asked for. */
const DOUBLED_ROUND_RATIO = 0.5;

async function lookForLeak(
  conversation: Conversation,
  fork: ForkProcess,
  task: ForkTask,
): Promise<Watched | null> {
  const plan = task.benchmark.leakPlan!;
  const { roundCountMin, operationsPerRound } = plan;
  const wasSetUp = await conversation.ask(
    { kind: "set-up", request: requestOf(task, fork) },
    "was-set-up",
  );
  if (wasSetUp === null) return null;
  let silentWorkerCount = 0;
  const watch = async (roundCount: number, operations: number): Promise<LeakSeries | null> => {
    const command = { kind: "watch-rounds", roundCount, operationsPerRound: operations } as const;
    const watched = await conversation.ask(command, "rounds-watched");
    silentWorkerCount = Math.max(silentWorkerCount, watched?.silentWorkerCount ?? 0);
    return watched?.series ?? null;
  };
  let series = await watch(roundCountMin, operationsPerRound);
  if (series === null) return null;
  const isExtended = !isSettled(series) && task.benchmark.size === "full";
  if (isExtended) {
    const more = await watch(roundCountMin, operationsPerRound);
    if (more === null) return null;
    series = joinSeries(series, more);
  }
  const growth = growthValues(series);
  const isSuspicious = Object.values(growth).some(
    (bytes) => bytes > SUSPICION_RATIO * plan.deltaBytesPerOperation,
  );
  const doubledSeries = isSuspicious
    ? await watch(Math.ceil(DOUBLED_ROUND_RATIO * roundCountMin), 2 * operationsPerRound)
    : null;
  const counted = await conversation.ask(
    { kind: "count-classes", operationCount: operationsPerRound },
    "classes-counted",
  );
  if (counted === null) return null;
  const record: LeakRecord = {
    series,
    doubledSeries,
    isExtended,
    heapLimitBytes: plan.heapLimitMb * 2 ** 20,
    mallocArenaMax: process.env["MALLOC_ARENA_MAX"] ?? null,
    watched: counted.watched,
  };
  return {
    wasSetUp,
    evidence: counted.evidence,
    silentWorkerCount,
    fields: {
      warmup: {
        roundCount: warmupRoundCount(series),
        elapsedNs: 0,
        isSteady: isSettled(series),
      },
      allocatedBytesPerIteration: null,
      metricValues: growth,
      leak: record,
    },
  };
}

/** Readings of one process, one after the other. */
function joinSeries(first: LeakSeries, second: LeakSeries): LeakSeries {
  const join = (name: Exclude<keyof LeakSeries, "operationsPerRound">): readonly number[] => [
    ...first[name],
    ...second[name],
  ];
  return {
    operationsPerRound: first.operationsPerRound,
    heapBytes: join("heapBytes"),
    externalBytes: join("externalBytes"),
    bufferBytes: join("bufferBytes"),
    workerBytes: join("workerBytes"),
    workerCount: join("workerCount"),
    handleBytes: join("handleBytes"),
    mallocedBytes: join("mallocedBytes"),
    contextCount: join("contextCount"),
    activeHandleCount: join("activeHandleCount"),
    queuedCount: join("queuedCount"),
    rssBytes: join("rssBytes"),
  };
}
