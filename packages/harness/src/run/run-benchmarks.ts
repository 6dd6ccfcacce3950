import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";

import type { BenchmarkSettings, RunResult } from "@paceline/core";
import { RESULT_SCHEMA_VERSION, seedFrom } from "@paceline/core";

import { mapBounded } from "../map-bounded.ts";
import { readCommit } from "../machine/read-commit.ts";
import { readMachine, readRuntime } from "../machine/read-machine.ts";
import { createResultWriter } from "../results/result-writer.ts";
import { resolveSettings } from "../settings/resolve-settings.ts";
import { createBenchmarkProgress } from "./benchmark-progress.ts";
import type { BenchmarkProgress } from "./benchmark-progress.ts";
import { expectedForkNs } from "./expected-time.ts";
import { forksAdded } from "./forks-added.ts";
import { forksWithin } from "./forks-within.ts";
import type { TimeBudget } from "./forks-within.ts";
import { planForks } from "./plan-forks.ts";
import type { PlannedFork } from "./plan-forks.ts";
import { runFork } from "./run-fork.ts";
import type { RunRequest } from "./run-request.ts";

/**
 * Measures benchmarks: every fork a fresh process, forks of one benchmark spread over the run, one at a time; only
 * those that count bytes, at its end, run on all cores. The document is rewritten after each fork, so whatever ends the
 * run loses at most the forks under way.
 *
 * A benchmark that fails is told in its result and costs the others nothing. When `signal` aborts, the fork
 * under way is killed, and the document of status "interrupted" holds what was measured.
 *
 * @throws {InvalidOptionError} when a setting of the command or config has a value it must not have.
 * @throws {ResultNotWritableError} when a result file cannot be written, before anything is measured.
 */
export async function runBenchmarks(request: RunRequest): Promise<RunResult> {
  const { benchmarks, preset, config, overrides, seed, onEvent, signal, timeBudget } = request;
  const settingsOfAll = benchmarks.map((benchmark) =>
    resolveSettings({ overrides, benchmark: benchmark.options, config, preset }),
  );
  const mayGrow = ({ forkCount, forkCountMax = forkCount }: BenchmarkSettings): boolean =>
    forkCountMax > forkCount && timeBudget === undefined;
  const needsMoreForks = settingsOfAll.some(mayGrow) ? await request.forksJudge?.() : undefined;
  const progress = benchmarks.map((benchmark, index) =>
    createBenchmarkProgress(benchmark, settingsOfAll[index]!, {
      summarySeed: seedFrom(seed, benchmark.id, "summary"),
      needsMoreForks,
    }),
  );
  const writer = await createResultWriter(request.resultFiles);
  const createDocument = await documentFor(request, progress);
  const plan = planForks(progress.map(({ settings }) => settings.forkCount));
  onEvent?.({
    kind: "run-started",
    benchmarks,
    forkCountTotal: plan.length,
    expectedNs: plan.reduce(
      (sum, { benchmarkIndex }) =>
        sum + expectedForkNs(benchmarks[benchmarkIndex]!, progress[benchmarkIndex]!.settings),
      0,
    ),
    ...(timeBudget !== undefined && { timeNsMax: (timeBudget.endMs - performance.now()) * 1e6 }),
  });
  await writer.write(createDocument("running"));
  // One document at a time, and never an older one over a newer.
  let written = Promise.resolve();
  const write = (): Promise<void> => {
    written = written.then(() => writer.write(createDocument("running")));
    return written;
  };
  const runOne = async (planned: PlannedFork, concurrency: number): Promise<void> => {
    const current = progress[planned.benchmarkIndex]!;
    if (signal?.aborted === true || current.isOver) return;
    await runPlannedFork(request, current, { ...planned, concurrency });
    await write();
    if (current.isOver) onEvent?.({ kind: "benchmark-finished", result: current.result });
  };
  const isTimed = ({ benchmarkIndex }: PlannedFork): boolean =>
    benchmarks[benchmarkIndex]!.procedure === "time";
  const timed = plan.filter(isTimed);
  const inTurn = timeBudget === undefined ? timed : forksInTime(timeBudget, progress, signal);
  const startedMs = performance.now();
  // oxlint-disable-next-line no-await-in-loop -- two forks at once would measure each other's time
  for (const planned of inTurn) await runOne(planned, 1);
  const endMs = 2 * performance.now() - startedMs;
  const wasSettling = progress.some(({ isUnsettled }) => isUnsettled);
  for (const added of forksAdded(progress, { endMs, orderFrom: plan.length, onEvent, signal })) {
    // oxlint-disable-next-line no-await-in-loop
    await runOne(added, 1);
  }
  // Live bytes are the same beside another fork.
  const counted = plan.filter((planned) => !isTimed(planned));
  const coreCount = availableParallelism();
  await mapBounded(counted, coreCount, (planned) => runOne(planned, coreCount));
  await explainLeaks(request, progress);
  const isInterrupted =
    progress.some(({ isOver, result }) => !isOver || result.status === "interrupted") ||
    (wasSettling && signal?.aborted === true);
  for (const each of progress) if (!each.isOver) each.interrupt();
  const result = createDocument(isInterrupted ? "interrupted" : "completed");
  await writer.write(result);
  onEvent?.({ kind: "run-finished", result });
  return result;
}

/** Of all but leak benchmarks, each chosen when the one before has ended. */
const forksInTime = (
  { endMs, rankOf }: TimeBudget,
  progress: readonly BenchmarkProgress[],
  signal: AbortSignal | undefined,
): Iterable<PlannedFork> =>
  forksWithin(
    endMs,
    progress.map((each) => ({
      rank: rankOf(each.benchmark),
      forkCount: each.benchmark.procedure === "time" ? each.settings.forkCount : 0,
      isOver: () => signal?.aborted === true || each.isOver,
    })),
  );

/** One after the other: each reads three snapshots, which takes as much memory as several forks. */
async function explainLeaks(
  { root, seed, services = {}, signal, isLeaking, onEvent }: RunRequest,
  progress: readonly BenchmarkProgress[],
): Promise<void> {
  for (const each of progress) {
    const { benchmark, settings, result } = each;
    const isAsked = benchmark.procedure === "leak" && result.status === "completed";
    if (!isAsked || signal?.aborted === true || isLeaking?.(result, seed) !== true) continue;
    const forkIndex = settings.forkCount;
    // oxlint-disable-next-line no-await-in-loop -- see above
    const { explainLeak } = await import("./explain-leak.ts");
    each.explain(
      // oxlint-disable-next-line no-await-in-loop
      await explainLeak({
        root,
        benchmark,
        settings,
        services,
        seed: seedFrom(seed, benchmark.id, forkIndex),
        forkIndex,
        order: forkIndex,
        signal,
        onPhase: (phase) =>
          onEvent?.({ kind: "fork-phase", benchmarkId: benchmark.id, forkIndex, phase }),
      }),
    );
  }
}

async function runPlannedFork(
  { root, seed, services = {}, onEvent, signal }: RunRequest,
  progress: BenchmarkProgress,
  { forkIndex, order, concurrency }: PlannedFork & { readonly concurrency: number },
): Promise<void> {
  const { benchmark, settings } = progress;
  const benchmarkId = benchmark.id;
  const startedNs = process.hrtime.bigint();
  onEvent?.({ kind: "fork-started", benchmarkId, forkIndex, order });
  const outcome = await runFork({
    root,
    benchmark,
    settings,
    services,
    seed: seedFrom(seed, benchmarkId, forkIndex),
    forkIndex,
    order,
    signal,
    onPhase: (phase) => onEvent?.({ kind: "fork-phase", benchmarkId, forkIndex, phase }),
  });
  progress.add(outcome);
  onEvent?.({
    kind: "fork-finished",
    benchmarkId,
    forkIndex,
    elapsedNs: Number(process.hrtime.bigint() - startedNs) / concurrency,
    error: outcome.errors[0] ?? null,
  });
}

/** Reads what stays the same, and gives the function that makes the document as it is at any moment. */
async function documentFor(
  request: RunRequest,
  progress: readonly BenchmarkProgress[],
): Promise<(status: RunResult["status"]) => RunResult> {
  const fixed = {
    schema: "paceline/run-result",
    schemaVersion: RESULT_SCHEMA_VERSION,
    id: randomUUID(),
    startedAt: new Date().toISOString(),
    pacelineVersion: request.pacelineVersion,
    preset: request.preset,
    seed: request.seed,
    machine: readMachine(),
    runtime: readRuntime(),
    commit: await readCommit(request.root),
    fileErrors: request.fileErrors,
  } as const;
  return (status) => ({
    ...fixed,
    status,
    finishedAt: status === "running" ? null : new Date().toISOString(),
    benchmarks: progress.map(({ result }) => result),
  });
}
