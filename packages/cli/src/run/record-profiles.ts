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
  /** Lines that say what could not be recorded. */
  readonly failures: readonly string[];
}

const NS_PER_MS = 1e6;
/** Starting, setting up and warming up, for the time that is left. */
const BEFORE_MEASURING_NS = 800e6;

/**
 * Records each benchmark of a finished run in processes of their own, and writes the run's documents again with the
 * profiles in them. What was timed stays as it is; a benchmark that did not complete is left alone.
 */
export async function recordProfiles(run: RunResult, request: RecordRequest): Promise<RecordedRun> {
  const { config, profileCount, files, io } = request;
  const completed = new Set(
    run.benchmarks.filter(({ status }) => status === "completed").map(({ id }) => id),
  );
  const subjects = request.benchmarks.filter(({ id }) => completed.has(id));
  const recorded = new Map<string, readonly string[]>();
  const failures: string[] = [];
  using progress = await progressFor(io);
  const forkCountTotal = subjects.length * profileCount;
  progress.show({
    kind: "run-started",
    benchmarks: subjects,
    forkCountTotal,
    expectedNs: forkCountTotal * (COMPARABLE_MS * NS_PER_MS + BEFORE_MEASURING_NS),
  });
  for (const benchmark of subjects) {
    if (io.signal.aborted) break;
    // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
    const outcome = await recordBenchmark(benchmark, request, progress.show);
    if (typeof outcome === "string") failures.push(outcome);
    else recorded.set(benchmark.id, outcome);
  }
  const result = {
    ...run,
    benchmarks: run.benchmarks.map((benchmark) => carrying(benchmark, recorded, config.root)),
  };
  for (const file of files) {
    // oxlint-disable-next-line no-await-in-loop -- three files at most
    await writeDocument(file, serializeRunResult(result));
  }
  return { result, failures };
}

function carrying(
  benchmark: BenchmarkResult,
  recorded: ReadonlyMap<string, readonly string[]>,
  root: string,
): BenchmarkResult {
  const files = recorded.get(benchmark.id) ?? [];
  return files.length === 0 ? benchmark : { ...benchmark, profiles: { root, files } };
}

/** The profiles, or in words why there are none. */
async function recordBenchmark(
  benchmark: BenchmarkDescriptor,
  place: RecordPlace,
  show: (event: RunEvent) => void,
): Promise<readonly string[] | string> {
  const { profileCount, io } = place;
  const { id: benchmarkId, procedure, needs } = benchmark;
  const refused = `error: no profile of "${safeLine(benchmarkId)}"`;
  if (procedure !== "time")
    return `${refused}: it is of procedure "${procedure}" and has no rounds`;
  if (needs.length > 0)
    return `${refused}: it needs a ${needs.join(" and a ")}, which recording does not start`;
  const profiles: string[] = [];
  for (let forkIndex = 0; forkIndex < profileCount && !io.signal.aborted; forkIndex += 1) {
    const startedNs = process.hrtime.bigint();
    show({ kind: "fork-started", benchmarkId, forkIndex, order: forkIndex });
    try {
      // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
      const fork = await recordOnce(taskOf(benchmark, place, forkIndex));
      const file = writeProfile(comparableProfile(fork), "cpuprofile");
      profiles.push(gzipSync(file).toString("base64"));
    } catch (error) {
      if (!(error instanceof ProfileFailedError)) throw error;
      return io.signal.aborted ? profiles : `${refused}: ${safeLine(error.message)}`;
    } finally {
      const elapsedNs = Number(process.hrtime.bigint() - startedNs);
      show({ kind: "fork-finished", benchmarkId, forkIndex, elapsedNs, error: null });
    }
  }
  return profiles;
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
