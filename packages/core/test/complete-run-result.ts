import type {
  BenchmarkResult,
  ErrorRecord,
  Evidence,
  ForkResult,
  LeakRecord,
  LeakSeries,
  MemoryRecord,
  MetricSummary,
  PeerFigure,
  RunResult,
  TargetOutcome,
  Warning,
  WarningCode,
} from "@paceline/core";

/** One of each warning there is: one that is forgotten does not compile. */
const warningOfEachCode: {
  readonly [Code in WarningCode]: Extract<Warning, { readonly code: Code }>;
} = {
  "never-steady": { code: "never-steady", forkIndex: 0, roundCount: 300 },
  "scaling-refused": { code: "scaling-refused", forkIndex: 0, timeRatio: 1.02 },
  "optimized-away": { code: "optimized-away", timeNsPerIteration: 0.31, noopNsPerIteration: 0.3 },
  "machine-busy": { code: "machine-busy", forkIndex: 1, runQueueWaitRatio: 0.21 },
  "cpu-stolen": { code: "cpu-stolen", forkIndex: 1, stealRatio: 0.04 },
  "cpu-throttled": { code: "cpu-throttled", forkIndex: 1, throttledCount: 3 },
  "cpu-pressure": { code: "cpu-pressure", forkIndex: 1, pressureCpuRatio: 0.3 },
  "gc-share": { code: "gc-share", forkIndex: 0, gcRatio: 0.12 },
  "gc-in-rounds": { code: "gc-in-rounds", forkIndex: 0, gcRoundCount: 2, roundCount: 20 },
  "forks-disagree": { code: "forks-disagree", medianRatio: 1.7 },
  "few-forks": { code: "few-forks", forkCount: 2 },
  "few-rounds": { code: "few-rounds", forkIndex: 0, roundCount: 5 },
  "timer-coarse": { code: "timer-coarse", timerPrecisionNs: 1000, roundNs: 5000 },
  outliers: { code: "outliers", outlierCount: 3, sampleCount: 20 },
  "async-overhead": { code: "async-overhead", overheadNs: 90, timeNs: 300 },
  "fork-output-cut": { code: "fork-output-cut", forkIndex: 0, keptBytes: 65_536 },
  "workers-silent": { code: "workers-silent", forkIndex: 2, silentWorkerCount: 4 },
  "foreign-forks": { code: "foreign-forks", format: "pytest-benchmark", sampleCount: 20 },
  "samples-missing": { code: "samples-missing", keptCount: 5, measuredCount: 38_523 },
};

export const everyWarning: readonly Warning[] = Object.values(warningOfEachCode);

const evidence: Evidence = {
  wallNs: 1_250_000,
  cpuUserNs: 1_200_000,
  cpuSystemNs: 20_000,
  runQueueWaitNs: 30_000,
  contextSwitchesVoluntary: 4,
  contextSwitchesInvoluntary: 1,
  pageFaultsMinor: 12,
  pageFaultsMajor: 0,
  stealRatio: null,
  pressureCpuRatio: 0.01,
  pressureMemoryRatio: 0,
  pressureIoRatio: null,
  throttledCount: 0,
  throttledNs: 0,
  gc: [{ kind: "minor", count: 2, pauseNsTotal: 400_000, pauseNsMax: 250_000.5 }],
  eventLoopUtilizationRatio: 0.98,
  eventLoopDelayNsP50: null,
  eventLoopDelayNsP99: null,
  eventLoopDelayNsMax: null,
  rssBytesAfter: 48_000_000,
  heapBytesBefore: 6_000_000,
  heapBytesAfter: 6_100_000,
};

const forkOf = (index: number): ForkResult => ({
  index,
  order: index * 3,
  seed: 1234 + index,
  startedAt: "2026-11-23T18:57:01.123Z",
  startupNsToScript: 42_000_000,
  startupNsToFirstSample: 80_000_000,
  timerPrecisionNs: 41,
  timerOverheadNs: 25.5,
  warmup: { roundCount: 12, elapsedNs: 60_000_000, isSteady: true },
  iterationsPerRound: 500,
  roundNs: [50_120, 50_080, 50_300, 49_990, 50_110.25],
  noopNsPerIteration: 0.29,
  allocatedBytesPerIteration: index === 0 ? 16 : null,
  metricValues: { stepsPerAgent: 12.5 },
  evidence,
});

const time: MetricSummary = {
  name: "time",
  unit: "ns",
  direction: "lower",
  sampleCount: 10,
  min: 99.98,
  max: 100.6,
  mean: 100.24,
  stddev: 0.2,
  median: 100.22,
  medianInterval: { low: 99.9, high: 100.5, confidenceRatio: 0.95, replicate: "fork" },
  q1: 100.1,
  q3: 100.3,
  iqr: 0.2,
  mad: 0.1,
  p95: 100.55,
  p99: 100.6,
  outlierCountStddev: 3,
  outlierCountIqr: 1,
};

const target: TargetOutcome = {
  component: "Agent Spawning",
  label: "Single agent",
  metric: "time",
  statistic: "median",
  unit: "ns",
  comparison: "below",
  bound: 50_000_000,
  isStretch: false,
  value: 100.22,
  intervalLow: 99.9,
  intervalHigh: 100.5,
  status: "met",
};

const peer: PeerFigure = {
  peer: "pymdp 0.0.7.1",
  metric: "time",
  statistic: "min",
  unit: "ns",
  value: 2_957_000,
  measuredOn: "one core of a 2.8 GHz Xeon, Python 3.11",
  source: "best of two runs of 20-step episodes",
};

const error: ErrorRecord = {
  name: "WrongResultError",
  message: "the check refused the result 41",
  code: "PACELINE_WRONG_RESULT",
  stack: "WrongResultError: the check refused the result 41\n    at check (bench.ts:3:1)",
  cause: { name: "TypeError", message: "not a function" },
  errors: [{ name: "NonError", message: "thrown text" }],
  fields: { received: 41, path: ["a", 1, null], nested: { deep: true } },
};

const benchmark: BenchmarkResult = {
  id: "agent-spawning/one agent[count=1,kind=explorer,isPooled=false]",
  file: "benchmarks/agent-spawning.bench.ts",
  group: "agent-spawning",
  name: "one agent",
  parameters: { count: 1, kind: "explorer", isPooled: false },
  status: "failed",
  isAsync: false,
  itemsPerIteration: 1,
  itemsUnit: "agents",
  settings: {
    forkCount: 2,
    roundCountMin: 5,
    warmupRoundCount: 2,
    calibrationPrecision: 10,
    measureNsMax: 1e9,
    timeLimitNs: 60e9,
    isGcDisabled: false,
    timer: "monotonic",
  },
  forks: [forkOf(0), forkOf(1)],
  metrics: [
    time,
    { ...time, name: "steps", unit: "steps", direction: "none", medianInterval: null },
  ],
  targets: [target, { ...target, value: null, intervalLow: null, intervalHigh: null }],
  peers: [peer],
  warnings: everyWarning,
  errors: [{ forkIndex: 1, phase: "check", error, output: "last line\n" }],
};

const series: LeakSeries = {
  operationsPerRound: 2_000,
  heapBytes: [5_000_000, 5_208_000],
  externalBytes: [1_800_000, 1_800_000],
  bufferBytes: [10_000, 10_000],
  workerBytes: [0, 6_000_000],
  workerCount: [0, 1],
  handleBytes: [2_400, 2_432],
  mallocedBytes: [160_000, 200_000],
  contextCount: [1, 1],
  activeHandleCount: [0, 2],
  queuedCount: [0, 3],
  rssBytes: [60_000_000, 61_000_000],
};

const leakRecord: LeakRecord = {
  series,
  doubledSeries: { ...series, operationsPerRound: 4_000, queuedCount: [] },
  isExtended: true,
  heapLimitBytes: 536_870_912,
  mallocArenaMax: "2",
  watched: [{ className: "Agent", countBefore: 10, countAfter: 2_010, operationCount: 2_000 }],
};

const leakBenchmark: BenchmarkResult = {
  ...benchmark,
  id: "leaky",
  procedure: "leak",
  leak: {
    deltaBytesPerOperation: 1,
    roundCountMin: 30,
    expected: "leak",
    explanation: {
      operationCounts: [1_000, 2_000, 3_000],
      growingClasses: [
        {
          className: "Agent",
          instanceCounts: [1_000, 2_000, 3_000],
          shallowBytes: [56_000, 112_000, 168_000],
          isWarmup: false,
          retainingPath: ["(GC roots)", "agents", "[1999]"],
        },
      ],
    },
  },
  forks: [
    { ...forkOf(0), roundNs: [], leak: leakRecord },
    {
      ...forkOf(1),
      roundNs: [],
      leak: { ...leakRecord, doubledSeries: null, mallocArenaMax: null, watched: [] },
    },
  ],
};

const memoryRecord: MemoryRecord = {
  instanceCounts: [100, 200],
  heapBytes: [11_200, 22_400],
  externalBytes: [0, 8],
  bufferBytes: [0, 8],
  processBytes: [35_000_000, 35_100_000],
};

/** A document with every field there is, each null once filled and once not where it may be. */
export const completeRunResult: RunResult = {
  schema: "paceline/run-result",
  schemaVersion: 1,
  id: "20261123T185700Z-1a2b3c",
  status: "completed",
  startedAt: "2026-11-23T18:57:00Z",
  finishedAt: "2026-11-23T19:00:00.5+02:00",
  pacelineVersion: "0.1.0",
  preset: "quick",
  seed: 42,
  machine: {
    platform: "linux",
    architecture: "x64",
    release: "6.1.0",
    cpuModel: "Example CPU @ 2.00GHz",
    cpuCount: 2,
    memoryBytes: 25_769_803_776,
    hostname: "bench",
    loadAverages: [0.1, 0.2, 0.3],
  },
  runtime: { name: "node", version: "24.21.0", v8Version: "13.6.233.10" },
  commit: {
    id: "0123456789abcdef0123456789abcdef01234567",
    branch: "main",
    authoredAt: "2026-11-23T10:00:00+01:00",
    isDirty: true,
  },
  benchmarks: [
    benchmark,
    {
      ...benchmark,
      id: "empty",
      forks: [],
      metrics: [],
      targets: [],
      peers: [],
      warnings: [],
      errors: [],
    },
    leakBenchmark,
    {
      ...benchmark,
      id: "weighed",
      procedure: "memory",
      forks: [{ ...forkOf(0), roundNs: [], memory: memoryRecord }],
    },
  ],
  fileErrors: [{ file: "benchmarks/broken.bench.ts", error }],
};
