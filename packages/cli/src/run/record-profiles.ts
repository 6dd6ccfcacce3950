import { gzipSync } from "node:zlib";

import { seedFrom, serializeRunResult } from "@paceline/core";
import type { BenchmarkResult, RunResult } from "@paceline/core";
import { ProfileFailedError, resolveSettings } from "@paceline/harness";
import type {
  BenchmarkDescriptor,
  ResolvedConfig,
  RunEvent,
  SettingsOptions,
} from "@paceline/harness";
import type { ProfileTask } from "@paceline/harness/profiling";
import { writeProfile } from "@paceline/profile";
import { safeLine } from "@paceline/report";

import {
  COMPARABLE_INTERVAL_US,
  COMPARABLE_MS,
  comparableProfile,
  recordOnce,
} from "../judge/explain/comparable-profile.ts";
import { writeDocument } from "../judge/write-document.ts";
import { expectedRecordingNs } from "../profile/expected-time.ts";
import { progressFor } from "../progress/progress-for.ts";
import type { CommandIo } from "../terminal/command-io.ts";

export interface RecordRequest {
  readonly benchmarks: readonly BenchmarkDescriptor[];
  readonly config: ResolvedConfig;
  readonly profileCount: number;
  /** From the command line, as the timed processes had them. */
  readonly overrides: SettingsOptions;
  readonly seed: number;
  /** Absolute paths of the documents of the run, which are written again. */
  readonly files: readonly string[];
  readonly io: CommandIo;
}

type RecordPlace = Omit<RecordRequest, "benchmarks" | "files">;

export interface RecordedRun {
  readonly result: RunResult;
  /** Lines that say what failed while it was recorded. */
  readonly failures: readonly string[];
  /** Lines that say what has nothing to record. */
  readonly notes: readonly string[];
}

/**
 * Records each benchmark of a finished run in processes of their own, and writes the run's documents again with the
 * profiles in them. What was timed stays as it is; a benchmark that did not complete is left alone.
 */
export async function recordProfiles(run: RunResult, request: RecordRequest): Promise<RecordedRun> {
  const { config, profileCount, files, io } = request;
  const completed = new Set(
    run.benchmarks.filter(({ status }) => status === "completed").map(({ id }) => id),
  );
  const notes: string[] = [];
  const subjects = request.benchmarks.filter((benchmark) => {
    if (!completed.has(benchmark.id)) return false;
    const note = whyNothing(benchmark);
    if (note !== null) notes.push(note);
    return note === null;
  });
  const recorded = new Map<string, readonly string[]>();
  const failures: string[] = [];
  using progress = await progressFor(io);
  const forkCountTotal = subjects.length * profileCount;
  progress.show({
    kind: "run-started",
    benchmarks: subjects,
    forkCountTotal,
    expectedNs: forkCountTotal * expectedRecordingNs(COMPARABLE_MS),
  });
  for (const benchmark of subjects) {
    if (io.signal.aborted) break;
    // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
    const { packed, failure } = await recordBenchmark(benchmark, request, progress.show);
    if (failure !== null) failures.push(failure);
    recorded.set(benchmark.id, packed);
  }
  const result = {
    ...run,
    benchmarks: run.benchmarks.map((benchmark) => carrying(benchmark, recorded, config.root)),
  };
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- three files at most
    await writeDocument(file, serializeRunResult(result));
  }
  return { result, failures, notes };
}

function carrying(
  benchmark: BenchmarkResult,
  recorded: ReadonlyMap<string, readonly string[]>,
  root: string,
): BenchmarkResult {
  const files = recorded.get(benchmark.id) ?? [];
  return files.length === 0 ? benchmark : { ...benchmark, profiles: { root, files } };
}

/** What a benchmark has that cannot be recorded, in words; null where it can. */
function whyNothing({ id, procedure, needs }: BenchmarkDescriptor): string | null {
  const start = `no profile of "${safeLine(id)}"`;
  if (procedure !== "time") return `${start}: it is of procedure "${procedure}" and has no rounds`;
  return needs.length === 0
    ? null
    : `${start}: it needs a ${needs.join(" and a ")}, which recording does not start`;
}

interface Recorded {
  readonly packed: readonly string[];
  /** In words; the processes before it are kept. */
  readonly failure: string | null;
}

async function recordBenchmark(
  benchmark: BenchmarkDescriptor,
  place: RecordPlace,
  show: (event: RunEvent) => void,
): Promise<Recorded> {
  const { profileCount, io } = place;
  const { id: benchmarkId } = benchmark;
  const packed: string[] = [];
  for (let forkIndex = 0; forkIndex < profileCount && !io.signal.aborted; forkIndex += 1) {
    const startedNs = process.hrtime.bigint();
    show({ kind: "fork-started", benchmarkId, forkIndex, order: forkIndex });
    try {
      // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
      const fork = await recordOnce(taskOf(benchmark, place, forkIndex));
      packed.push(gzipSync(writeProfile(comparableProfile(fork), "cpuprofile")).toString("base64"));
    } catch (error) {
      if (!(error instanceof ProfileFailedError)) throw error;
      const failure = `error: profile ${forkIndex + 1} of "${safeLine(benchmarkId)}": ${safeLine(error.message)}`;
      return { packed, failure: io.signal.aborted ? null : failure };
    } finally {
      const elapsedNs = Number(process.hrtime.bigint() - startedNs);
      show({ kind: "fork-finished", benchmarkId, forkIndex, elapsedNs, error: null });
    }
  }
  return { packed, failure: null };
}

function taskOf(
  benchmark: BenchmarkDescriptor,
  { config, io, overrides, seed }: RecordPlace,
  forkIndex: number,
): ProfileTask {
  return {
    root: config.root,
    benchmark,
    settings: resolveSettings({
      overrides: { ...overrides, maxTimeMs: COMPARABLE_MS, forks: 1 },
      benchmark: benchmark.options,
      config: config.settings,
      preset: "standard",
    }),
    // The same in every run, so that two documents are compared with equal seeds.
    seed: seedFrom(seed, benchmark.id, "profiles", forkIndex),
    intervalUs: COMPARABLE_INTERVAL_US,
    hasAgentMarks: true,
    signal: io.signal,
  };
}
