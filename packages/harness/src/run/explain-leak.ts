import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { BenchmarkError, LeakExplanation } from "@paceline/core";
import { msFromNs } from "@paceline/core";

import { startFork } from "../fork/fork-process.ts";
import { findGrowth } from "../procedures/find-growth.ts";
import { converse, errorsOf, requestOf } from "./conversation.ts";
import type { Conversation } from "./conversation.ts";
import type { ForkTask } from "./run-fork.ts";
import { memoryNodeFlags } from "./run-memory-fork.ts";

/** Rounds before the first snapshot, and between two of them. */
const WARMUP_ROUND_COUNT = 10;
const ROUND_COUNT_BETWEEN = 5;
const SNAPSHOT_COUNT = 3;

export interface ExplainedLeak {
  /** Null when the process that was to explain it failed. */
  readonly explanation: LeakExplanation | null;
  readonly errors: readonly BenchmarkError[];
}

/**
 * Says where a leak is: runs the operations once more in a process of their own and compares three heap snapshots of
 * it. Only after the verdict, because a snapshot itself takes memory.
 */
export async function explainLeak(task: ForkTask): Promise<ExplainedLeak> {
  const { root, settings, signal, onPhase, benchmark } = task;
  const plan = benchmark.leakPlan!;
  const folder = await mkdtemp(join(tmpdir(), "paceline-leak-"));
  try {
    await using fork = startFork({
      cwd: root,
      nodeFlags: memoryNodeFlags(plan.heapLimitMb),
      timeLimitMs: msFromNs(settings.timeLimitNs),
      signal,
      onPhase,
    });
    const conversation = converse(fork, task);
    const isSetUp = await conversation.ask(
      { kind: "set-up", request: requestOf(task, fork) },
      "was-set-up",
    );
    const files = isSetUp && (await takeSnapshots(conversation, plan.operationsPerRound, folder));
    if (!conversation.hasEnded()) {
      await conversation.ask({ kind: "teardown" }, "tore-down");
      await fork.end();
    }
    const errors = errorsOf(conversation, task, fork.output.read());
    const isComplete = files !== null && errors.length === 0;
    return { explanation: isComplete ? await findGrowth(files) : null, errors };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A heap snapshot, and what had been done until then. */
export interface TakenSnapshot {
  readonly path: string;
  readonly operationCount: number;
}

async function takeSnapshots(
  conversation: Conversation,
  operationsPerRound: number,
  folder: string,
): Promise<readonly TakenSnapshot[] | null> {
  const taken: TakenSnapshot[] = [];
  let operationCount = 0;
  for (let index = 0; index < SNAPSHOT_COUNT; index += 1) {
    const roundCount = index === 0 ? WARMUP_ROUND_COUNT : ROUND_COUNT_BETWEEN;
    const path = join(folder, `${index}.heapsnapshot`);
    const command = { kind: "watch-rounds", roundCount, operationsPerRound } as const;
    // oxlint-disable no-await-in-loop -- each snapshot is of what was done before it
    const watched = await conversation.ask(command, "rounds-watched");
    const written =
      watched && (await conversation.ask({ kind: "write-snapshot", path }, "snapshot-written"));
    // oxlint-enable no-await-in-loop
    if (!written) return null;
    operationCount += roundCount * operationsPerRound;
    taken.push({ path, operationCount });
  }
  return taken;
}
