import { createHash } from "node:crypto";

import { RESULT_SCHEMA_VERSION, summarizeMetric } from "@paceline/core";
import type {
  BenchmarkResult,
  CommitRecord,
  Direction,
  Evidence,
  ForkResult,
  MachineRecord,
  MetricSummary,
  ParameterValue,
  RunResult,
  Unit,
  Warning,
} from "@paceline/core";

/** What a reader finds out about a run; the rest of a result document is filled in as not known. */
export interface ForeignRun {
  readonly format: string;
  readonly startedAt: string | null;
  readonly machine: Partial<MachineRecord>;
  readonly runtime: { readonly name: string; readonly version: string };
  readonly toolVersion: string;
  readonly commit: CommitRecord | null;
  readonly benchmarks: readonly ForeignBenchmark[];
}

export interface ForeignBenchmark {
  readonly id: string;
  readonly file: string;
  readonly group: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly isGcDisabled?: boolean;
  /** Samples in ns per iteration, per process; one process where the tool does not tell them apart. */
  readonly forks: readonly (readonly number[])[];
  readonly iterationsPerRound: number;
  /** Whether `forks` are known to be processes of their own. */
  readonly hasForks: boolean;
  /** Samples that were measured, when the file keeps fewer. */
  readonly measuredCount: number;
  /** The tool's own statistics of time in ns, when they cannot be computed from all samples. */
  readonly time: MetricSummary | null;
  readonly metrics?: readonly ForeignMetric[];
  /** Why the benchmark has no usable numbers. */
  readonly failure?: string;
}

export interface ForeignMetric {
  readonly name: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** One value per fork. */
  readonly values: readonly number[];
}

/** Long ago, so that a run without a date is older than any with one. */
const NO_DATE = "1970-01-01T00:00:00.000Z";

/** Makes a result document of another tool's run. The same content gives the same document and id. */
export function toRunResult(run: ForeignRun): RunResult {
  const startedAt = run.startedAt ?? NO_DATE;
  const id = createHash("sha256").update(JSON.stringify(run)).digest("hex").slice(0, 16);
  return {
    schema: "paceline/run-result",
    schemaVersion: RESULT_SCHEMA_VERSION,
    id: `${run.format}-${id}`,
    status: "completed",
    startedAt,
    finishedAt: null,
    pacelineVersion: `${run.format} ${run.toolVersion}`.trim(),
    preset: "imported",
    seed: 0,
    machine: {
      platform: "unknown",
      architecture: "unknown",
      release: "",
      cpuModel: "unknown",
      cpuCount: 0,
      memoryBytes: 0,
      hostname: "",
      loadAverages: [],
      ...run.machine,
    },
    runtime: { ...run.runtime, v8Version: "" },
    commit: run.commit,
    benchmarks: run.benchmarks.map((benchmark) => toBenchmark(benchmark, run.format, startedAt)),
    fileErrors: [],
  };
}

function toBenchmark(
  benchmark: ForeignBenchmark,
  format: string,
  startedAt: string,
): BenchmarkResult {
  const { id, file, group, name, parameters, forks, metrics = [] } = benchmark;
  const failure = benchmark.failure ?? faultOf(benchmark);
  return {
    id,
    file,
    group,
    name,
    parameters,
    status: failure === undefined ? "completed" : "failed",
    isAsync: false,
    itemsPerIteration: null,
    itemsUnit: null,
    settings: {
      forkCount: forks.length,
      roundCountMin: 0,
      warmupRoundCount: 0,
      calibrationPrecision: 0,
      measureNsMax: 0,
      timeLimitNs: 0,
      isGcDisabled: benchmark.isGcDisabled ?? false,
      timer: "monotonic",
    },
    forks:
      failure === undefined ? forks.map((_, index) => toFork(benchmark, index, startedAt)) : [],
    metrics: failure === undefined ? [summaryOf(benchmark), ...metrics.map(summaryOfMetric)] : [],
    targets: [],
    peers: [],
    warnings: warningsOf(benchmark, format),
    errors:
      failure === undefined
        ? []
        : [
            {
              forkIndex: 0,
              phase: "load",
              error: {
                name: "ForeignFileError",
                code: "PACELINE_FOREIGN_FILE",
                message: failure,
                stack: undefined,
                cause: undefined,
              },
              output: "",
            },
          ],
  };
}

/** What readers do not look for: a process without samples, or a number that overflowed in ns. */
function faultOf({ forks }: ForeignBenchmark): string | undefined {
  if (forks.length === 0 || forks.some((samples) => samples.length === 0)) {
    return "it has no samples";
  }
  const unfit = forks.flat().find((ns) => !Number.isFinite(ns));
  return unfit === undefined ? undefined : `it has a time of ${unfit} ns`;
}

const summaryOf = ({ time, forks }: ForeignBenchmark): MetricSummary =>
  time ??
  summarizeMetric({
    name: "time",
    unit: "ns",
    direction: "lower",
    forkSamples: forks.map((samples) => Float64Array.from(samples)),
    seed: 0,
  });

const summaryOfMetric = ({ values, ...metric }: ForeignMetric): MetricSummary =>
  summarizeMetric({
    ...metric,
    forkSamples: values.map((value) => Float64Array.of(value)),
    seed: 0,
  });

function warningsOf(
  { hasForks, forks, measuredCount }: ForeignBenchmark,
  format: string,
): readonly Warning[] {
  const keptCount = forks.reduce((sum, samples) => sum + samples.length, 0);
  const warnings: Warning[] = [];
  if (!hasForks) {
    warnings.push({ code: "foreign-forks", format, sampleCount: measuredCount });
    warnings.push({ code: "few-forks", forkCount: 1 });
  }
  if (keptCount < measuredCount)
    warnings.push({ code: "samples-missing", keptCount, measuredCount });
  return warnings;
}

function toFork(
  { forks, iterationsPerRound, metrics = [] }: ForeignBenchmark,
  index: number,
  startedAt: string,
): ForkResult {
  const iterations = Math.max(1, Math.round(iterationsPerRound));
  return {
    index,
    order: index,
    seed: 0,
    startedAt,
    startupNsToScript: 0,
    startupNsToFirstSample: 0,
    timerPrecisionNs: 0,
    timerOverheadNs: 0,
    warmup: { roundCount: 0, elapsedNs: 0, isSteady: false },
    iterationsPerRound: iterations,
    roundNs: forks[index]!.map((ns) => ns * iterations),
    noopNsPerIteration: 0,
    allocatedBytesPerIteration: null,
    metricValues: Object.fromEntries(
      metrics.flatMap(({ name, values }) =>
        values[index] === undefined ? [] : [[name, values[index]]],
      ),
    ),
    evidence: NO_EVIDENCE,
  };
}

/** Zeros where a document must have a number, null where it may say that nothing is known. */
const NO_EVIDENCE: Evidence = {
  wallNs: 0,
  cpuUserNs: 0,
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
  rssBytesAfter: 0,
  heapBytesBefore: 0,
  heapBytesAfter: 0,
};
