import type {
  BenchmarkResult,
  Evidence,
  ForkResult,
  Interval,
  MetricSummary,
  RunResult,
  TargetOutcome,
} from "@paceline/core";

/** A fixed document of the shape that the harness writes, so that every format renders the same thing. */
export function exampleRun(changes: Partial<RunResult> = {}): RunResult {
  return {
    schema: "paceline/run-result",
    schemaVersion: 1,
    id: "0192f0c4-7d1e-7000-8000-000000000001",
    status: "completed",
    startedAt: "2026-11-23T18:45:12.000Z",
    finishedAt: "2026-11-23T18:47:04.000Z",
    pacelineVersion: "0.1.0",
    preset: "quick",
    seed: 1,
    machine: {
      platform: "linux",
      architecture: "x64",
      release: "6.1.0",
      cpuModel: "AMD EPYC 7763 64-Core Processor",
      cpuCount: 2,
      memoryBytes: 8 * 2 ** 30,
      hostname: "bench-1",
      loadAverages: [0.4, 0.5, 0.6],
    },
    runtime: { name: "node", version: "24.21.0", v8Version: "13.6" },
    commit: {
      id: "0123456789abcdef0123456789abcdef01234567",
      branch: "main",
      authoredAt: "2026-11-23T17:00:00.000Z",
      isDirty: true,
    },
    benchmarks: exampleBenchmarks(),
    fileErrors: [],
    ...changes,
  };
}

/** Two groups: one with parameters and items, one with a metric of its own and a target. */
export function exampleBenchmarks(): readonly BenchmarkResult[] {
  return [
    exampleBenchmark("agent-spawning", "spawn one", 11_840, {
      itemsPerIteration: 1,
      itemsUnit: "agents",
      metrics: [
        timeSummary(11_840, 0.012),
        throughputSummary(84_460, 0.012),
        { ...timeSummary(1_936, 0), name: "heap per agent", unit: "bytes" },
      ],
      targets: spawningTargets,
    }),
    exampleBenchmark("agent-spawning", "spawn many", 131_400, {
      parameters: { agentCount: 10 },
      itemsPerIteration: 10,
      itemsUnit: "agents",
      metrics: [timeSummary(131_400, 0.08), throughputSummary(76_100, 0.08)],
    }),
    exampleBenchmark("agent-spawning", "spawn many", 152_000_000, {
      parameters: { agentCount: 10_000 },
      itemsPerIteration: 10_000,
      itemsUnit: "agents",
      metrics: [timeSummary(152_000_000, 0.002), throughputSummary(65_789, 0.002)],
    }),
    exampleBenchmark("message-throughput", "route through a linear list of topics", 192.3, {
      metrics: [timeSummary(192.3, 0.3)],
      targets: throughputTargets,
    }),
    exampleBenchmark("message-throughput", "no-op", 0.312, { metrics: [timeSummary(0.312, 0.02)] }),
  ];
}

const spawningTargets: readonly TargetOutcome[] = [
  {
    component: "Agent Spawning",
    label: "Single agent",
    metric: "time",
    statistic: "median",
    unit: "ns",
    comparison: "below",
    bound: 50e6,
    isStretch: false,
    value: 11_840,
    intervalLow: 11_700,
    intervalHigh: 11_990,
    status: "met",
  },
  {
    component: "Agent Spawning",
    label: "Memory per agent",
    metric: "heap per agent",
    statistic: "median",
    unit: "bytes",
    comparison: "below",
    bound: 2048,
    isStretch: true,
    value: 1_936,
    intervalLow: 1_900,
    intervalHigh: 2_100,
    status: "not-proven",
  },
];

const throughputTargets: readonly TargetOutcome[] = [
  {
    component: "Message Throughput",
    label: "Simple routing",
    metric: "throughput",
    statistic: "median",
    unit: "per-second",
    comparison: "above",
    bound: 5_000_000,
    isStretch: false,
    value: 4_100_000,
    intervalLow: 3_900_000,
    intervalHigh: 4_300_000,
    status: "missed",
  },
];

export function exampleBenchmark(
  group: string,
  name: string,
  timeNs: number,
  changes: Partial<BenchmarkResult> = {},
): BenchmarkResult {
  const parameters = changes.parameters ?? {};
  const suffix = Object.entries(parameters).map(([key, value]) => `${key}=${value}`);
  return {
    id: `${group}/${name}${suffix.length > 0 ? `[${suffix.join(",")}]` : ""}`,
    file: `bench/${group}.bench.ts`,
    group,
    name,
    parameters,
    status: "completed",
    isAsync: false,
    itemsPerIteration: null,
    itemsUnit: null,
    settings: {
      forkCount: 3,
      roundCountMin: 5,
      warmupRoundCount: 2,
      calibrationPrecision: 10,
      measureNsMax: 250e6,
      timeLimitNs: 60e9,
      isGcDisabled: false,
      timer: "monotonic",
    },
    forks: [0, 1, 2].map((index) => exampleFork(index, timeNs)),
    metrics: [timeSummary(timeNs, 0.01)],
    targets: [],
    peers: [],
    warnings: [],
    errors: [],
    ...changes,
  };
}

/** Statistics in fixed proportion to the median, which is all that a rendering needs. */
export function timeSummary(median: number, halfWidthRatio: number): MetricSummary {
  const medianInterval: Interval = {
    low: median * (1 - halfWidthRatio),
    high: median * (1 + halfWidthRatio),
    confidenceRatio: 0.95,
    replicate: "fork",
  };
  return {
    name: "time",
    unit: "ns",
    direction: "lower",
    sampleCount: 60,
    min: median * 0.955,
    max: median * 1.672,
    mean: median * 1.015,
    stddev: median * 0.034,
    median,
    medianInterval,
    q1: median * 0.99,
    q3: median * 1.01,
    iqr: median * 0.02,
    mad: median * 0.01,
    p95: median * 1.3,
    p99: median * 1.6,
    outlierCountStddev: 3,
    outlierCountIqr: 5,
  };
}

const throughputSummary = (median: number, halfWidthRatio: number): MetricSummary => ({
  ...timeSummary(median, halfWidthRatio),
  name: "throughput",
  unit: "per-second",
  direction: "higher",
});

const evidence: Evidence = {
  wallNs: 250e6,
  cpuUserNs: 240e6,
  cpuSystemNs: 5e6,
  runQueueWaitNs: 1e6,
  contextSwitchesVoluntary: 3,
  contextSwitchesInvoluntary: 9,
  pageFaultsMinor: 120,
  pageFaultsMajor: 0,
  stealRatio: 0,
  pressureCpuRatio: 0.01,
  pressureMemoryRatio: 0,
  pressureIoRatio: 0,
  throttledCount: 0,
  throttledNs: 0,
  gc: [],
  eventLoopUtilizationRatio: 1,
  eventLoopDelayNsP50: null,
  eventLoopDelayNsP99: null,
  eventLoopDelayNsMax: null,
  rssBytesAfter: 60e6,
  heapBytesBefore: 6e6,
  heapBytesAfter: 7e6,
};

function exampleFork(index: number, timeNs: number): ForkResult {
  const iterationsPerRound = Math.max(1, Math.round(4e6 / timeNs));
  return {
    index,
    order: index,
    seed: index + 1,
    startedAt: "2026-11-23T18:45:12.000Z",
    startupNsToScript: 40e6,
    startupNsToFirstSample: 90e6,
    timerPrecisionNs: 30,
    timerOverheadNs: 25,
    warmup: { roundCount: 12, elapsedNs: 50e6, isSteady: true },
    iterationsPerRound,
    roundNs: Array.from({ length: 20 }, () => timeNs * iterationsPerRound),
    noopNsPerIteration: 0.3,
    allocatedBytesPerIteration: 1_248,
    metricValues: {},
    evidence,
  };
}
