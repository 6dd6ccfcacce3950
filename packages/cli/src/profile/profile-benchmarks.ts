import { seedFrom } from "@paceline/core";
import { ProfileFailedError, resolveSettings } from "@paceline/harness";
import type { BenchmarkDescriptor, ResolvedConfig, RunEvent } from "@paceline/harness";
import { measureOverhead, profileBenchmark } from "@paceline/harness/profiling";
import type { ProfiledFork, ProfileTask } from "@paceline/harness/profiling";
import { combineProfiles } from "@paceline/profile";
import type { Profile } from "@paceline/profile";
import { formatChange, formatMetricText, safeLine, safeLines } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import { progressFor } from "../progress/progress-for.ts";
import { chooseBenchmarks } from "../run/choose-benchmarks.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { expectedRecordingNs } from "./expected-time.ts";
import { printProfile } from "./print-profile.ts";
import type { ProfileRequest } from "./profile-request.ts";

const MEASURE_MS_DEFAULT = 1000;
/** Many benchmarks share this time, so that a part of the suite takes a minute. */
const MEASURE_MS_SHARED = 10_000;
const MEASURE_MS_MIN = 250;

/** Profiles each benchmark in a process of its own and shows them together. */
export async function profileBenchmarks(
  names: readonly string[],
  request: ProfileRequest,
  io: CommandIo,
): Promise<ExitCode> {
  const config = await loadProject(io);
  const preset = "standard";
  const choice = await chooseBenchmarks({
    config,
    preset,
    names,
    group: undefined,
    filter: undefined,
    io,
  });
  if (io.signal.aborted) return 130;
  if (choice.unknownNames.length > 0 || choice.benchmarks.length === 0) {
    const { writeFileErrors } = await import("../run/write-file-errors.ts");
    writeFileErrors(choice.fileErrors, io);
    const { writeNothingFound } = await import("../run/nothing-found.ts");
    if (choice.fileErrors.length === 0) writeNothingFound(choice, io);
    return 1;
  }
  const profiled = await profileAll(choice.benchmarks, config, request, io);
  for (const failure of profiled.failures) io.err.write(`${failure}\n`);
  const isShown = await printForks(profiled, titleOf(profiled, names), { request, io });
  if (io.signal.aborted) return 130;
  return isShown && profiled.failures.length === 0 ? 0 : 1;
}

interface ProfiledBenchmarks {
  readonly forks: readonly ProfiledFork[];
  readonly benchmarks: readonly BenchmarkDescriptor[];
  /** Of one benchmark alone: how much longer an iteration took while it was recorded. */
  readonly overheadRatio: number | null;
  /** Lines that say what could not be profiled. */
  readonly failures: readonly string[];
}

async function profileAll(
  benchmarks: readonly BenchmarkDescriptor[],
  config: ResolvedConfig,
  request: ProfileRequest,
  io: CommandIo,
): Promise<ProfiledBenchmarks> {
  const measureMs = request.durationMs ?? measureMsOf(benchmarks.length);
  const forks: ProfiledFork[] = [];
  const profiled: BenchmarkDescriptor[] = [];
  const failures: string[] = [];
  using progress = await progressFor(io);
  progress.show({
    kind: "run-started",
    benchmarks,
    forkCountTotal: benchmarks.length,
    expectedNs: benchmarks.length * expectedRecordingNs(measureMs),
  });
  let overheadRatio: number | null = null;
  for (const benchmark of benchmarks) {
    if (io.signal.aborted) break;
    const task = taskFor(benchmark, measureMs, { config, request, io });
    // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
    const outcome = await profileOne(task, progress.show);
    if (typeof outcome === "string") {
      if (!io.signal.aborted) failures.push(outcome);
      continue;
    }
    forks.push(outcome);
    profiled.push(benchmark);
    // One pair of processes: two seconds for one benchmark, a minute for a part of the suite.
    // oxlint-disable-next-line no-await-in-loop
    if (benchmarks.length === 1 && !io.signal.aborted) overheadRatio = await measureOverhead(task);
  }
  return { forks, benchmarks: profiled, overheadRatio, failures };
}

const measureMsOf = (benchmarkCount: number): number =>
  Math.max(MEASURE_MS_MIN, Math.min(MEASURE_MS_DEFAULT, MEASURE_MS_SHARED / benchmarkCount));

interface TaskPlace {
  readonly config: ResolvedConfig;
  readonly request: ProfileRequest;
  readonly io: CommandIo;
}

function taskFor(
  benchmark: BenchmarkDescriptor,
  measureMs: number,
  { config, request: { intervalUs, by }, io }: TaskPlace,
): ProfileTask {
  const settings = resolveSettings({
    overrides: { maxTimeMs: measureMs, forks: 1 },
    benchmark: benchmark.options,
    config: config.settings,
    preset: "standard",
  });
  return {
    root: config.root,
    benchmark,
    settings,
    seed: seedFrom(config.seed, benchmark.id, "profile"),
    intervalUs,
    hasAgentMarks: by === "agent",
    signal: io.signal,
  };
}

/** The fork, or in words why there is none. */
async function profileOne(
  task: ProfileTask,
  show: (event: RunEvent) => void,
): Promise<ProfiledFork | string> {
  const { id: benchmarkId, procedure } = task.benchmark;
  if (procedure !== "time")
    return `error: benchmark "${safeLine(benchmarkId)}" has no rounds to profile: it is of procedure "${procedure}"`;
  const startedNs = process.hrtime.bigint();
  show({ kind: "fork-started", benchmarkId, forkIndex: 0, order: 0 });
  try {
    return await profileBenchmark({
      ...task,
      onPhase: (phase) => show({ kind: "fork-phase", benchmarkId, forkIndex: 0, phase }),
    });
  } catch (error) {
    if (!(error instanceof ProfileFailedError)) throw error;
    const output = error.output === "" ? [] : safeLines(error.output.trimEnd());
    return [`error: ${safeLine(error.message)}`, ...output.map((line) => `  ${line}`)].join("\n");
  } finally {
    const elapsedNs = Number(process.hrtime.bigint() - startedNs);
    show({ kind: "fork-finished", benchmarkId, forkIndex: 0, elapsedNs, error: null });
  }
}

/** Of several benchmarks what was asked for, and how many that is. */
function titleOf({ benchmarks }: ProfiledBenchmarks, names: readonly string[]): string {
  const [first] = benchmarks;
  return first !== undefined && benchmarks.length === 1
    ? first.id
    : `${names.join(", ")}: ${benchmarks.length} benchmarks`;
}

async function printForks(
  { forks, benchmarks, overheadRatio }: ProfiledBenchmarks,
  title: string,
  { request, io }: Pick<TaskPlace, "request" | "io">,
): Promise<boolean> {
  const [first] = forks;
  if (first === undefined) return false;
  const isOne = forks.length === 1;
  const profile = combineProfiles(
    forks.map((fork, index) => (isOne ? fork.profile : named(fork.profile, benchmarks[index]!.id))),
  );
  const shown = {
    profile,
    lost: forks.flatMap(({ lost }) => lost),
    title,
    facts: isOne ? oneFacts(first, overheadRatio) : [],
  };
  return printProfile(shown, request, io);
}

/** Threads of several benchmarks, told apart by theirs. */
const named = (profile: Profile, benchmarkId: string): Profile => ({
  ...profile,
  tracks: profile.tracks.map((track) => ({
    ...track,
    name: track.labels.worker === "0" ? benchmarkId : `${benchmarkId}, ${track.name}`,
  })),
});

function oneFacts(fork: ProfiledFork, overheadRatio: number | null): readonly string[] {
  const { operationCount, wallNsPerOperation, processCpuNsPerOperation } = fork;
  const operations = formatMetricText(operationCount, "count");
  const wall = formatMetricText(wallNsPerOperation, "ns");
  const cpu = formatMetricText(processCpuNsPerOperation, "ns");
  return [
    `${operations} iterations, ${wall} each, ${cpu} of processor time; recorded, so never a result`,
    ...(overheadRatio === null
      ? []
      : [`recording changes the time by ${formatChange(overheadRatio)}, by one pair of processes`]),
  ];
}
