import type { ErrorRecord } from "../error-record.ts";
import type { Evidence } from "./evidence.ts";
import type { LeakRecord, LeakResult } from "./leak-record.ts";
import type { MemoryRecord } from "./memory-record.ts";
import type { MetricSummary } from "./metric.ts";
import type { PeerFigure } from "./peer-figure.ts";
import type { TargetOutcome } from "./target.ts";
import type { Warning } from "./warning.ts";
import type { YardstickRecord } from "./yardstick-record.ts";

/** Version of the document's shape. Raised when a reader of the old shape would misread the new one. */
export const RESULT_SCHEMA_VERSION = 1;

export type ParameterValue = string | number | boolean;

/** One invocation of the harness, as plain JSON. The published schema is `run-result.schema.json`. */
export interface RunResult {
  readonly schema: "paceline/run-result";
  readonly schemaVersion: typeof RESULT_SCHEMA_VERSION;
  readonly id: string;
  /** "running" in a file means that the run was killed: what it holds is what was measured until then. */
  readonly status: "running" | "completed" | "interrupted";
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly pacelineVersion: string;
  readonly preset: string;
  readonly seed: number;
  readonly machine: MachineRecord;
  readonly runtime: RuntimeRecord;
  /** Null outside a repository. */
  readonly commit: CommitRecord | null;
  readonly benchmarks: readonly BenchmarkResult[];
  /** Benchmark files that gave no benchmarks because they could not be loaded. */
  readonly fileErrors: readonly FileError[];
}

export interface FileError {
  readonly file: string;
  readonly error: ErrorRecord;
}

export interface MachineRecord {
  readonly platform: string;
  readonly architecture: string;
  readonly release: string;
  readonly cpuModel: string;
  readonly cpuCount: number;
  readonly memoryBytes: number;
  readonly hostname: string;
  /** 1, 5 and 15 minute load averages when the run started. */
  readonly loadAverages: readonly number[];
}

export interface RuntimeRecord {
  /** "node"; another name, such as "CPython", in results read from another tool's file. */
  readonly name: string;
  readonly version: string;
  /** Empty for another runtime. */
  readonly v8Version: string;
}

export interface CommitRecord {
  readonly id: string;
  readonly branch: string | null;
  readonly authoredAt: string;
  readonly isDirty: boolean;
}

export interface BenchmarkResult {
  /** Stable across runs: `<group>/<name>` and, when there are any, `[parameter=value,…]`. */
  readonly id: string;
  /** Relative to the project's root, with forward slashes. */
  readonly file: string;
  readonly group: string;
  readonly name: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly status: "pending" | "completed" | "failed" | "interrupted";
  /** How it was measured. Missing in documents of before there was a choice: "time". */
  readonly procedure?: Procedure;
  /** Of a leak benchmark only. */
  readonly leak?: LeakResult;
  readonly isAsync: boolean;
  readonly itemsPerIteration: number | null;
  readonly itemsUnit: string | null;
  readonly settings: BenchmarkSettings;
  readonly forks: readonly ForkResult[];
  /** Of processes that were recorded and not timed, when a run was asked for them: what `paceline diff` compares. */
  readonly profiles?: CarriedProfiles;
  /** Empty until one fork has completed. "time" comes first. */
  readonly metrics: readonly MetricSummary[];
  readonly targets: readonly TargetOutcome[];
  /** Figures of other programs, measured elsewhere. */
  readonly peers: readonly PeerFigure[];
  readonly warnings: readonly Warning[];
  readonly errors: readonly BenchmarkError[];
}

export interface CarriedProfiles {
  /** Absolute path of the project where they were recorded, for its files to have the same names in two checkouts. */
  readonly root: string;
  /** `.cpuprofile` files, gzipped, in base64; one of each process. */
  readonly files: readonly string[];
}

/** "time" times iterations; "memory" weighs instances; "leak" watches memory over operations. */
export type Procedure = "time" | "memory" | "leak";

/** An error of one fork of one benchmark. */
export interface BenchmarkError {
  readonly forkIndex: number;
  readonly phase: "load" | "setup" | "warmup" | "measure" | "check" | "teardown" | "fork";
  readonly error: ErrorRecord;
  /** The last output of the fork, bounded. */
  readonly output: string;
}

/** Resolved options that decide what the numbers mean. */
export interface BenchmarkSettings {
  readonly forkCount: number;
  /** As many forks it could get at most, had they differed too much to be judged; `forkCount` where it is not said. */
  readonly forkCountMax?: number;
  readonly roundCountMin: number;
  readonly warmupRoundCount: number;
  readonly calibrationPrecision: number;
  readonly measureNsMax: number;
  readonly timeLimitNs: number;
  readonly isGcDisabled: boolean;
  readonly timer: TimerName;
}

export type TimerName = "monotonic" | "performance-now" | "cpu";

/** Fields about rounds and timers are 0 and empty for a fork that timed nothing. */
export interface ForkResult {
  readonly index: number;
  /** Position in the run's order of forks, over all benchmarks: shows the interleaving. */
  readonly order: number;
  readonly seed: number;
  readonly startedAt: string;
  /** From the start of the process to its first line of JavaScript, and on to its first timed sample. */
  readonly startupNsToScript: number;
  readonly startupNsToFirstSample: number;
  readonly timerPrecisionNs: number;
  readonly timerOverheadNs: number;
  readonly warmup: WarmupRecord;
  readonly iterationsPerRound: number;
  /** Raw reading of each timed round, all its iterations together. A sample is this / iterationsPerRound. */
  readonly roundNs: readonly number[];
  /** Cost of an empty function in the same loop of the same process. */
  readonly noopNsPerIteration: number;
  /** Bytes allocated by one iteration; null when it could not be told (asynchronous, or GC intervened). */
  readonly allocatedBytesPerIteration: number | null;
  /** Values of the benchmark's own metrics. */
  readonly metricValues: Readonly<Record<string, number>>;
  readonly evidence: Evidence;
  /** Missing where rounds were asynchronous or nothing was timed, and in documents of before there was one. */
  readonly yardstick?: YardstickRecord;
  /** Of a leak benchmark only. */
  readonly leak?: LeakRecord;
  /** Of a memory benchmark only. */
  readonly memory?: MemoryRecord;
}

export interface WarmupRecord {
  readonly roundCount: number;
  readonly elapsedNs: number;
  readonly isSteady: boolean;
}
