import {
  createRandom,
  median,
  serializeRunResult,
  sortSamples,
  summarizeMetric,
} from "@paceline/core";
import type { BenchmarkResult, ForkResult, MetricSummary, RunResult } from "@paceline/core";

const FORK_COUNT = 3;
const ROUND_COUNT = 20;
const MS_PER_MINUTE = 60_000;

export interface ResultRequest {
  /** Numbers of the benchmarks in it. */
  readonly ids: readonly number[];
  readonly seed: number;
  /** When it started, in minutes after the first. */
  readonly minute: number;
}

/** A result document like one that the harness writes, with samples drawn at random. */
export function resultText({ ids, seed, minute }: ResultRequest): string {
  const startedAt = new Date(Date.UTC(2026, 0, 1) + minute * MS_PER_MINUTE).toISOString();
  const run: RunResult = {
    schema: "paceline/run-result",
    schemaVersion: 1,
    id: `run-${seed}-${minute}`,
    status: "completed",
    startedAt,
    finishedAt: startedAt,
    pacelineVersion: "0.1.0",
    preset: "quick",
    seed,
    machine: {
      platform: "linux",
      architecture: "x64",
      release: "6.1",
      cpuModel: "Example CPU @ 2.60GHz",
      cpuCount: 2,
      memoryBytes: 8e9,
      hostname: "example",
      loadAverages: [0, 0, 0],
    },
    runtime: { name: "node", version: "24.21.0", v8Version: "13.6" },
    commit: {
      id: String(minute).padStart(40, "0"),
      branch: "main",
      authoredAt: startedAt,
      isDirty: false,
    },
    benchmarks: ids.map((id) => benchmark(id, seed)),
    fileErrors: [],
  };
  return serializeRunResult(run);
}

function benchmark(id: number, seed: number): BenchmarkResult {
  const random = createRandom(seed * 1000 + id);
  const noise = (): number => 1 + 0.02 * (random.nextRatio() + random.nextRatio() - 1);
  const forks = Array.from({ length: FORK_COUNT }, (_, index) => {
    const forkNs = 1000 * noise();
    return fork(
      index,
      Array.from({ length: ROUND_COUNT }, () => forkNs * noise()),
    );
  });
  const name = `benchmark ${id}`;
  return {
    id: `group/${name}`,
    file: "bench/group.bench.ts",
    group: "group",
    name,
    parameters: {},
    status: "completed",
    isAsync: false,
    itemsPerIteration: null,
    itemsUnit: null,
    settings: {
      forkCount: FORK_COUNT,
      roundCountMin: 5,
      warmupRoundCount: 2,
      calibrationPrecision: 10,
      measureNsMax: 1e9,
      timeLimitNs: 1e10,
      isGcDisabled: false,
      timer: "monotonic",
    },
    forks,
    metrics: [timeSummary(forks.flatMap(({ roundNs }) => roundNs))],
    targets: [],
    peers: [],
    warnings: [],
    errors: [],
  };
}

/** What summarizing costs with its bootstrap would be most of the time that the history takes to make. */
const shape = summarizeMetric({
  name: "time",
  unit: "ns",
  direction: "lower",
  forkSamples: [Float64Array.of(990, 1000, 1010), Float64Array.of(995, 1000, 1005)],
  seed: 1,
});

function timeSummary(rounds: readonly number[]): MetricSummary {
  const sorted = sortSamples(rounds);
  return { ...shape, sampleCount: sorted.length, median: median(sorted) };
}

const fork = (index: number, roundNs: readonly number[]): ForkResult => ({
  index,
  order: index,
  seed: index,
  startedAt: "2026-01-01T00:00:00.000Z",
  startupNsToScript: 4.1e7,
  startupNsToFirstSample: 9.3e7,
  timerPrecisionNs: 30,
  timerOverheadNs: 30,
  warmup: { roundCount: 12, elapsedNs: 5e7, isSteady: true },
  iterationsPerRound: 1,
  roundNs,
  noopNsPerIteration: 1,
  allocatedBytesPerIteration: null,
  metricValues: {},
  evidence: {
    wallNs: 2e8,
    cpuUserNs: 1.9e8,
    cpuSystemNs: 1e6,
    runQueueWaitNs: 1e6,
    contextSwitchesVoluntary: 3,
    contextSwitchesInvoluntary: 7,
    pageFaultsMinor: 100,
    pageFaultsMajor: 0,
    stealRatio: 0,
    pressureCpuRatio: 0.01,
    pressureMemoryRatio: 0,
    pressureIoRatio: 0,
    throttledCount: 0,
    throttledNs: 0,
    gc: [],
    eventLoopUtilizationRatio: 0.4,
    eventLoopDelayNsP50: 1e6,
    eventLoopDelayNsP99: 2e6,
    eventLoopDelayNsMax: 3e6,
    rssBytesAfter: 6e7,
    heapBytesBefore: 5e6,
    heapBytesAfter: 6e6,
  },
});
