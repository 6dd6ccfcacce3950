import type { BenchmarkError, BenchmarkSettings, ForkResult } from "@paceline/core";
import { msFromNs } from "@paceline/core";

import type { BenchmarkDescriptor } from "../descriptor.ts";
import { joinEvidence, readMachineEvidence } from "../evidence/machine-evidence.ts";
import { startFork } from "../fork/fork-process.ts";
import type { FinishedReply, ForkPhase, MeasuredReply, PreparedReply } from "../fork/protocol.ts";
import type { Services } from "../services.ts";
import type { ForkFacts } from "../warnings/fork-warnings.ts";
import { converse, errorsOf, requestOf } from "./conversation.ts";

export interface ForkTask {
  readonly root: string;
  readonly benchmark: BenchmarkDescriptor;
  readonly settings: BenchmarkSettings;
  readonly services: Services;
  readonly seed: number;
  readonly forkIndex: number;
  readonly order: number;
  readonly signal?: AbortSignal | undefined;
  readonly onPhase: (phase: ForkPhase) => void;
}

export interface ForkOutcome {
  /** Null when the fork gave no numbers that may be used. */
  readonly fork: ForkResult | null;
  readonly facts: ForkFacts | null;
  readonly isAsync: boolean | null;
  /** One at most from measuring, one at most from tearing down. */
  readonly errors: readonly BenchmarkError[];
  readonly isAborted: boolean;
  /** How much longer twice the iterations took, when the sample was refused for that. */
  readonly scalingTimeRatio: number | null;
}

/** Measures one benchmark in one fresh process. Whatever the benchmark does there, the answer is a value. */
export async function runFork(task: ForkTask): Promise<ForkOutcome> {
  if (task.benchmark.procedure !== "time") {
    const { runMemoryFork } = await import("./run-memory-fork.ts");
    return runMemoryFork(task);
  }
  const { root, settings, signal, onPhase } = task;
  const startedAt = new Date().toISOString();
  const timeLimitMs = msFromNs(settings.timeLimitNs);
  const nodeFlags = nodeFlagsFor(settings);
  await using fork = startFork({ cwd: root, nodeFlags, timeLimitMs, signal, onPhase });
  const conversation = converse(fork, task);
  const prepared = await conversation.ask(
    { kind: "prepare", request: requestOf(task, fork) },
    "prepared",
  );
  const before = readMachineEvidence(fork.processId);
  const measured =
    prepared && (await conversation.ask({ kind: "measure", hasYardstick: true }, "measured"));
  const after = readMachineEvidence(fork.processId);
  const finished = measured && (await conversation.ask({ kind: "finish" }, "finished"));
  if (!conversation.hasEnded()) {
    await conversation.ask({ kind: "teardown" }, "tore-down");
    await fork.end();
  }
  // Output and messages come through different pipes: only now has all of the output been read.
  const output = fork.output.read();
  const errors = errorsOf(conversation, task, output);
  const { isAborted } = conversation;
  const isAsync = prepared?.isAsync ?? null;
  if (!prepared || !measured || !finished) {
    return {
      fork: null,
      facts: null,
      isAsync,
      errors,
      isAborted: isAborted(),
      scalingTimeRatio: conversation.scalingTimeRatio(),
    };
  }
  const evidence = joinEvidence(measured.evidence, before, after);
  return {
    fork: toForkResult(task, startedAt, { prepared, measured, finished }, evidence),
    facts: {
      gcRoundCount: measured.gcRoundCount,
      keptOutputBytes: fork.output.isCut ? fork.output.keptBytes : null,
    },
    isAsync,
    errors,
    isAborted: isAborted(),
    scalingTimeRatio: null,
  };
}

/** V8 cannot be told not to collect; a large young generation makes it rare. Sizes are in megabytes. */
const GC_DISABLED_FLAGS = ["--min-semi-space-size=64", "--max-semi-space-size=128"];

const nodeFlagsFor = ({ isGcDisabled }: BenchmarkSettings): readonly string[] => [
  "--expose-gc",
  ...(isGcDisabled ? GC_DISABLED_FLAGS : []),
];

interface ForkReplies {
  readonly prepared: PreparedReply;
  readonly measured: MeasuredReply;
  readonly finished: FinishedReply;
}

function toForkResult(
  { forkIndex, order, seed }: ForkTask,
  startedAt: string,
  { prepared, measured, finished }: ForkReplies,
  evidence: ForkResult["evidence"],
): ForkResult {
  return {
    index: forkIndex,
    order,
    seed,
    startedAt,
    startupNsToScript: prepared.startupNsToScript,
    startupNsToFirstSample: measured.startupNsToFirstSample,
    timerPrecisionNs: prepared.timerPrecisionNs,
    timerOverheadNs: prepared.timerOverheadNs,
    warmup: prepared.warmup,
    iterationsPerRound: prepared.iterationsPerRound,
    roundNs: [...measured.roundNs],
    noopNsPerIteration: finished.noopNsPerIteration,
    allocatedBytesPerIteration: finished.allocatedBytesPerIteration,
    metricValues: finished.metricValues,
    evidence,
    ...(measured.yardstick === null ? {} : { yardstick: measured.yardstick }),
  };
}
