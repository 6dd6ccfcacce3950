import type { ErrorRecord } from "../error-record.ts";
import type { PlainValue } from "../plain-value.ts";
import {
  boolean,
  constant,
  count,
  later,
  list,
  nullable,
  number,
  oneOf,
  optional,
  record,
  table,
  text,
  timestamp,
} from "../shape/shape.ts";
import type { Shape } from "../shape/shape.ts";
import { evidenceShape } from "./evidence-shape.ts";
import type { Interval, MetricSummary, Unit } from "./metric.ts";
import { leakRecordShape, leakResultShape, memoryRecordShape } from "./memory-shape.ts";
import type { PeerFigure } from "./peer-figure.ts";
import { RESULT_SCHEMA_VERSION } from "./run-result.ts";
import type {
  BenchmarkError,
  BenchmarkResult,
  BenchmarkSettings,
  CarriedProfiles,
  CommitRecord,
  FileError,
  ForkResult,
  MachineRecord,
  ParameterValue,
  RunResult,
  RuntimeRecord,
  WarmupRecord,
} from "./run-result.ts";
import type { TargetOutcome, TargetStatistic } from "./target.ts";
import { warningShape } from "./warning-shape.ts";
import type { YardstickRecord } from "./yardstick-record.ts";

const plainValue: Shape<PlainValue> = { node: { kind: "plain" } };

const parameterValue: Shape<ParameterValue> = {
  node: { kind: "any-of", nodes: [{ kind: "text" }, { kind: "number" }, { kind: "boolean" }] },
};

const errorRecord: Shape<ErrorRecord> = later("ErrorRecord", () =>
  record<ErrorRecord>("ErrorRecord", {
    name: text(),
    message: text(),
    code: optional(text()),
    stack: optional(text()),
    cause: optional(errorRecord),
    errors: optional(list(errorRecord)),
    fields: optional(table(plainValue)),
  }),
);

const machine = record<MachineRecord>("MachineRecord", {
  platform: text(),
  architecture: text(),
  release: text(),
  cpuModel: text(),
  cpuCount: count,
  memoryBytes: count,
  hostname: text(),
  loadAverages: list(number),
});

const runtime = record<RuntimeRecord>("RuntimeRecord", {
  name: text(),
  version: text(),
  v8Version: text(),
});

const commit = record<CommitRecord>("CommitRecord", {
  id: text(),
  branch: nullable(text()),
  authoredAt: timestamp,
  isDirty: boolean,
});

const settings = record<BenchmarkSettings>("BenchmarkSettings", {
  forkCount: count,
  forkCountMax: optional(count),
  roundCountMin: count,
  warmupRoundCount: count,
  calibrationPrecision: number,
  measureNsMax: number,
  timeLimitNs: number,
  isGcDisabled: boolean,
  timer: oneOf({ monotonic: true, "performance-now": true, cpu: true }),
});

const fork = record<ForkResult>("ForkResult", {
  index: count,
  order: count,
  seed: count,
  startedAt: timestamp,
  startupNsToScript: number,
  startupNsToFirstSample: number,
  timerPrecisionNs: number,
  timerOverheadNs: number,
  warmup: record<WarmupRecord>("WarmupRecord", {
    roundCount: count,
    elapsedNs: number,
    isSteady: boolean,
  }),
  iterationsPerRound: count,
  roundNs: list(number),
  noopNsPerIteration: number,
  allocatedBytesPerIteration: nullable(number),
  metricValues: table(number),
  evidence: evidenceShape,
  yardstick: optional(
    record<YardstickRecord>("YardstickRecord", {
      loopsVersion: optional(count),
      chainNs: list(number),
      wideNs: list(number),
    }),
  ),
  leak: optional(leakRecordShape),
  memory: optional(memoryRecordShape),
});

const metric = record<MetricSummary>("MetricSummary", {
  name: text(),
  unit: text<Unit>(),
  direction: oneOf({ lower: true, higher: true, none: true }),
  sampleCount: count,
  min: number,
  max: number,
  mean: number,
  stddev: number,
  median: number,
  medianInterval: nullable(
    record<Interval>("Interval", {
      low: number,
      high: number,
      confidenceRatio: number,
      replicate: oneOf({ fork: true, round: true }),
    }),
  ),
  q1: number,
  q3: number,
  iqr: number,
  mad: number,
  p95: number,
  p99: number,
  outlierCountStddev: count,
  outlierCountIqr: count,
});

const statistic: Shape<TargetStatistic> = oneOf({
  min: true,
  max: true,
  mean: true,
  median: true,
  p95: true,
  p99: true,
});

const target = record<TargetOutcome>("TargetOutcome", {
  component: text(),
  label: text(),
  metric: text(),
  statistic,
  unit: text(),
  comparison: oneOf({ below: true, above: true }),
  bound: number,
  isStretch: boolean,
  value: nullable(number),
  intervalLow: nullable(number),
  intervalHigh: nullable(number),
  status: oneOf({ met: true, missed: true, "not-proven": true }),
});

const peer = record<PeerFigure>("PeerFigure", {
  peer: text(),
  metric: text(),
  statistic,
  unit: text<Unit>(),
  value: number,
  measuredOn: text(),
  source: text(),
});

const benchmarkError = record<BenchmarkError>("BenchmarkError", {
  forkIndex: count,
  phase: oneOf({
    load: true,
    setup: true,
    warmup: true,
    measure: true,
    check: true,
    teardown: true,
    fork: true,
  }),
  error: errorRecord,
  output: text(),
});

const benchmark = record<BenchmarkResult>("BenchmarkResult", {
  id: text(),
  file: text(),
  group: text(),
  name: text(),
  parameters: table(parameterValue),
  status: oneOf({ pending: true, completed: true, failed: true, interrupted: true }),
  procedure: optional(oneOf({ time: true, memory: true, leak: true })),
  leak: optional(leakResultShape),
  isAsync: boolean,
  itemsPerIteration: nullable(number),
  itemsUnit: nullable(text()),
  settings,
  forks: list(fork),
  profiles: optional(
    record<CarriedProfiles>("CarriedProfiles", { root: text(), files: list(text()) }),
  ),
  metrics: list(metric),
  targets: list(target),
  peers: list(peer),
  warnings: list(warningShape),
  errors: list(benchmarkError),
});

/** {@link RunResult} as data: what its reader checks, its writer orders by and its schema says. */
export const runResultShape: Shape<RunResult> = record<RunResult>("RunResult", {
  schema: constant("paceline/run-result"),
  schemaVersion: constant(RESULT_SCHEMA_VERSION),
  id: text(),
  status: oneOf({ running: true, completed: true, interrupted: true }),
  startedAt: timestamp,
  finishedAt: nullable(timestamp),
  pacelineVersion: text(),
  preset: text(),
  seed: count,
  machine,
  runtime,
  commit: nullable(commit),
  benchmarks: list(benchmark),
  fileErrors: list(record<FileError>("FileError", { file: text(), error: errorRecord })),
});
