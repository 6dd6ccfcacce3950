import { join } from "node:path";

import type { BenchmarkSettings } from "@paceline/core";
import { median, msFromNs, sortSamples } from "@paceline/core";
import type { Profile } from "@paceline/profile";

import type { BenchmarkDescriptor } from "../../descriptor.ts";
import { ProfileFailedError } from "../../errors/profile-failed-error.ts";
import { startFork } from "../../fork/fork-process.ts";
import type { ForkAnswer, ForkProcess } from "../../fork/fork-process.ts";
import type { ForkCommand, ForkPhase, MeasuredReply, OwnEvidence } from "../../fork/protocol.ts";
import { endingRecord, failureRecord } from "../../run/failure-record.ts";
import { createProfileFolder } from "../program/profile-folder.ts";
import { readRecordings } from "../read/read-recordings.ts";
import type { Recordings } from "../read/read-recordings.ts";
import { withRecorder } from "../record/recording-environment.ts";

export interface ProfileTask {
  readonly root: string;
  readonly benchmark: BenchmarkDescriptor;
  readonly settings: BenchmarkSettings;
  readonly seed: number;
  /** Asked distance between samples. */
  readonly intervalUs: number;
  /** Whether the time of kinds of agents can be told apart; costs each of their turns a call. */
  readonly hasAgentMarks: boolean;
  /** Further flags for Node, such as `--no-turbo-inlining`. */
  readonly nodeFlags?: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly onPhase?: (phase: ForkPhase) => void;
}

/** One fork of a benchmark, what its threads did while rounds were taken, and how often. */
export interface ProfiledFork extends Recordings {
  /** The measured window only; `operationCount` is in its meta. */
  readonly profile: Profile;
  /** Iterations of all rounds. */
  readonly operationCount: number;
  /** Median over rounds: what a timed run would report, were it not recorded. */
  readonly roundNsPerOperation: number;
  /** Each per operation, of the measured window. */
  readonly wallNsPerOperation: number;
  /** Of the thread that calls the benchmark. */
  readonly threadCpuNsPerOperation: number;
  /** Of the whole process, V8's own threads and the profiler's included. */
  readonly processCpuNsPerOperation: number;
  readonly evidence: OwnEvidence;
}

/**
 * Profiles one benchmark in a process of its own, from before its first line on, and cuts the profile to
 * the rounds that would be timed. No time that is measured here is ever a result.
 *
 * @throws {ProfileFailedError} when the benchmark fails, or its process leaves no profile.
 */
export async function profileBenchmark(task: ProfileTask): Promise<ProfiledFork> {
  const { root, benchmark, settings, seed, intervalUs, hasAgentMarks, signal, onPhase } = task;
  await using folder = await createProfileFolder({ intervalUs, hasAgentMarks, hasWardens: false });
  await using fork = startFork({
    cwd: root,
    nodeFlags: [
      "--expose-gc",
      `--hash-seed=${toFlag(seed)}`,
      `--random-seed=${toFlag(seed)}`,
      ...(task.nodeFlags ?? []),
    ],
    environment: withRecorder(process.env, folder.environment),
    timeLimitMs: msFromNs(settings.timeLimitNs),
    signal,
    ...(onPhase !== undefined && { onPhase }),
  });
  const request = {
    file: join(root, benchmark.file),
    group: benchmark.registeredGroup,
    name: benchmark.name,
    parameters: benchmark.parameters,
    size: benchmark.size,
    seed,
    settings,
    // None are started for a profile: a benchmark that needs one says so.
    services: {},
    spawnedAtNs: fork.spawnedAtNs,
  };
  const { iterationsPerRound } = await ask(fork, task, { kind: "prepare", request }, "prepared");
  const measured = await ask(fork, task, { kind: "measure", hasYardstick: false }, "measured");
  await ask(fork, task, { kind: "teardown" }, "tore-down");
  await fork.end();
  const recordings = await readRecordings(folder.path, measured);
  const { profile } = recordings;
  if (profile === null) throw new ProfileFailedError(benchmark.id, null, fork.output.read());
  const operationCount = measured.roundNs.length * iterationsPerRound;
  return {
    ...recordings,
    profile: { ...profile, meta: { ...profile.meta, operationCount } },
    operationCount,
    roundNsPerOperation: median(sortSamples(measured.roundNs)) / iterationsPerRound,
    ...perOperation(measured, operationCount),
    evidence: measured.evidence,
  };
}

const perOperation = (
  { evidence, threadCpuNs }: MeasuredReply,
  operationCount: number,
): Pick<
  ProfiledFork,
  "wallNsPerOperation" | "threadCpuNsPerOperation" | "processCpuNsPerOperation"
> => ({
  wallNsPerOperation: evidence.wallNs / operationCount,
  threadCpuNsPerOperation: threadCpuNs / operationCount,
  processCpuNsPerOperation: (evidence.cpuUserNs + evidence.cpuSystemNs) / operationCount,
});

/** V8 reads its seeds as positive 31-bit numbers, and takes 0 for "choose one". */
const toFlag = (seed: number): number => seed >>> 1 || 1;

async function ask<Kind extends ForkAnswer["kind"]>(
  fork: ForkProcess,
  { benchmark: { file, id }, settings }: ProfileTask,
  command: ForkCommand,
  kind: Kind,
): Promise<Extract<ForkAnswer, { kind: Kind }>> {
  const answer = await fork.ask(command);
  if (isOfKind(answer, kind)) return answer;
  if (answer.kind === "failed") {
    const record = failureRecord({ file, benchmarkId: id, phase: answer.phase }, answer);
    // Its output is complete only when it has ended.
    await fork.end();
    throw new ProfileFailedError(id, record, fork.output.read());
  }
  if (answer.kind === "ended") {
    const output = fork.output.read();
    const place = { file, benchmarkId: id, phase: answer.ending.phase };
    const timeLimitMs = msFromNs(settings.timeLimitNs);
    const record = endingRecord(place, answer.ending, {
      output,
      timeLimitMs,
      procedure: "time",
    });
    throw new ProfileFailedError(id, record, output);
  }
  throw new Error(`paceline bug: ${answer.kind} answers ${command.kind}`);
}

const isOfKind = <Kind extends string, Answer extends { readonly kind: string }>(
  answer: Answer,
  kind: Kind,
): answer is Extract<Answer, { kind: Kind }> => answer.kind === kind;
