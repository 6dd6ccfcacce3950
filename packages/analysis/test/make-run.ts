import { createRandom } from "@paceline/core";
import type {
  BenchmarkResult,
  Evidence,
  ForkResult,
  MetricSummary,
  RunResult,
} from "@paceline/core";

/** A result document as the harness writes it, with chosen numbers. */
export function makeRun(
  benchmarks: readonly BenchmarkResult[],
  overrides: Partial<RunResult> = {},
): RunResult {
  return {
    schema: "paceline/run-result",
    schemaVersion: 1,
    id: "run-1",
    status: "completed",
    startedAt: "2026-01-01T00:00:00.000Z",
    finishedAt: "2026-01-01T00:01:00.000Z",
    pacelineVersion: "0.1.0",
    preset: "standard",
    seed: 1,
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
    commit: null,
    benchmarks,
    fileErrors: [],
    ...overrides,
  };
}

/** A benchmark whose forks have the given rounds, in ns for one iteration. */
export function makeBenchmark(
  name: string,
  forkRoundsNs: readonly (readonly number[])[],
  overrides: Partial<BenchmarkResult> = {},
): BenchmarkResult {
  return {
    id: `group/${name}`,
    file: `bench/${name}.bench.ts`,
    group: "group",
    name,
    parameters: {},
    status: "completed",
    isAsync: false,
    itemsPerIteration: null,
    itemsUnit: null,
    settings: {
      forkCount: forkRoundsNs.length,
      roundCountMin: 5,
      warmupRoundCount: 2,
      calibrationPrecision: 10,
      measureNsMax: 1e9,
      timeLimitNs: 1e10,
      isGcDisabled: false,
      timer: "monotonic",
    },
    forks: forkRoundsNs.map((roundNs, index) => makeFork(index, roundNs)),
    metrics: [],
    targets: [],
    peers: [],
    warnings: [],
    errors: [],
    ...overrides,
  };
}

export const makeFork = (
  index: number,
  roundNs: readonly number[],
  metricValues: Readonly<Record<string, number>> = {},
): ForkResult => ({
  index,
  order: index,
  seed: index,
  startedAt: "2026-01-01T00:00:00.000Z",
  startupNsToScript: 1,
  startupNsToFirstSample: 1,
  timerPrecisionNs: 30,
  timerOverheadNs: 30,
  warmup: { roundCount: 2, elapsedNs: 1, isSteady: true },
  iterationsPerRound: 1,
  roundNs,
  noopNsPerIteration: 1,
  allocatedBytesPerIteration: null,
  metricValues,
  evidence: quietEvidence,
});

const quietEvidence: Evidence = {
  wallNs: 1,
  cpuUserNs: 1,
  cpuSystemNs: 0,
  runQueueWaitNs: null,
  contextSwitchesVoluntary: 0,
  contextSwitchesInvoluntary: 0,
  pageFaultsMinor: 0,
  pageFaultsMajor: 0,
  stealRatio: null,
  pressureCpuRatio: null,
  pressureMemoryRatio: null,
  pressureIoRatio: null,
  throttledCount: null,
  throttledNs: null,
  gc: [],
  eventLoopUtilizationRatio: 0,
  eventLoopDelayNsP50: null,
  eventLoopDelayNsP99: null,
  eventLoopDelayNsMax: null,
  rssBytesAfter: 1,
  heapBytesBefore: 1,
  heapBytesAfter: 1,
};

/** Summary of a metric of the benchmark's own; only what comparisons read is meant. */
export const makeMetric = (
  name: string,
  overrides: Partial<MetricSummary> = {},
): MetricSummary => ({
  name,
  unit: "bytes",
  direction: "lower",
  sampleCount: 1,
  min: 1,
  max: 1,
  mean: 1,
  stddev: 0,
  median: 1,
  medianInterval: null,
  q1: 1,
  q3: 1,
  iqr: 0,
  mad: 0,
  p95: 1,
  p99: 1,
  outlierCountStddev: 0,
  outlierCountIqr: 0,
  ...overrides,
});

/** Forks whose medians scatter by `spreadRatio` around `centerNs`, each with `roundCount` noisy rounds. */
export function scatteredForks(
  centerNs: number,
  { forkCount = 5, roundCount = 9, spreadRatio = 0.005, seed = 1 } = {},
): readonly (readonly number[])[] {
  const random = createRandom(seed);
  const noise = (): number => (random.nextRatio() + random.nextRatio() - 1) * spreadRatio * 2;
  return Array.from({ length: forkCount }, () => {
    const forkNs = centerNs * (1 + noise());
    return Array.from({ length: roundCount }, () => forkNs * (1 + noise() / 4));
  });
}
