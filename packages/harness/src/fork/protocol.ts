import type {
  BenchmarkSettings,
  ErrorRecord,
  GcEvidence,
  LeakSeries,
  MemoryRecord,
  Procedure,
  WarmupRecord,
  WatchedClass,
  YardstickRecord,
} from "@paceline/core";

import type { LeakPlan, MetricDescriptor } from "../descriptor.ts";
import type { Parameters } from "../parameters.ts";
import type { ServiceName, Services } from "../services.ts";
import type { ParameterSize } from "../settings/presets.ts";
import type { SettingsOptions } from "../settings/settings-options.ts";
import type { PeerFigure, TargetSpec } from "@paceline/core";

/**
 * What the controller in the parent process tells a fork to do, one command at a time. A single run sends
 * prepare, measure, finish; a pair sends prepare to both sides, then slices in turn. Both end with teardown,
 * also after a failure.
 */
export type ForkCommand =
  | { readonly kind: "describe"; readonly file: string; readonly size: ParameterSize }
  | { readonly kind: "prepare"; readonly request: ForkRequest }
  | {
      readonly kind: "measure";
      /** Not in a process that is recorded: the loops would stand in its profile. */
      readonly hasYardstick: boolean;
    }
  | {
      readonly kind: "slice";
      readonly sliceNs: number;
      /** Null leaves the fork's own calibration; a pair gives both sides the same. */
      readonly iterationsPerRound: number | null;
      /** Burns this much more of the core after each round, as a share of it, inside the reading. */
      readonly slowdownRatio?: number;
    }
  | { readonly kind: "finish" }
  | MemoryCommand
  | { readonly kind: "teardown" }
  /** Nothing more will be asked: the process may end by itself. */
  | { readonly kind: "end" };

/**
 * What a fork is told whose memory is watched: set-up, then rounds as often as the parent wants to see more of
 * them, then the classes; or set-up and then the weighing. It records; what the readings mean, and whether more are
 * needed, is decided where that takes no memory of the process that is read.
 */
export type MemoryCommand =
  | { readonly kind: "set-up"; readonly request: ForkRequest }
  | {
      readonly kind: "watch-rounds";
      readonly roundCount: number;
      readonly operationsPerRound: number;
    }
  | { readonly kind: "count-classes"; readonly operationCount: number }
  | { readonly kind: "write-snapshot"; readonly path: string }
  | { readonly kind: "weigh"; readonly instanceCounts: readonly number[] };

/** One benchmark to be measured in one fork. */
export interface ForkRequest {
  /** Absolute path. */
  readonly file: string;
  /** Null when the benchmark stands outside of any group. */
  readonly group: string | null;
  readonly name: string;
  readonly parameters: Parameters;
  readonly size: "smoke" | "full";
  readonly seed: number;
  readonly services: Services;
  readonly settings: BenchmarkSettings;
  /** Reading of the parent's monotonic clock just before it started the process; the clock is the machine's. */
  readonly spawnedAtNs: number;
}

export type ForkPhase = "load" | "setup" | "warmup" | "measure" | "check" | "teardown";

export type ForkReply =
  | { readonly kind: "phase"; readonly phase: ForkPhase }
  | DescribedReply
  | PreparedReply
  | MeasuredReply
  | SlicedReply
  | FinishedReply
  | WasSetUpReply
  | RoundsWatchedReply
  | ClassesCountedReply
  | { readonly kind: "snapshot-written" }
  | WeighedReply
  | { readonly kind: "tore-down" }
  | FailedReply;

/** What a benchmark file registers, parameters expanded. */
export interface DescribedReply {
  readonly kind: "described";
  readonly benchmarks: readonly DescribedBenchmark[];
  /** Everything wrong with the file's registrations, in words. */
  readonly problems: readonly string[];
  /** Messages of benchmarks registered twice; they come apart because they have a code of their own. */
  readonly duplicates: readonly string[];
}

export interface DescribedBenchmark {
  readonly group: string | null;
  readonly name: string;
  readonly parameters: Parameters;
  readonly needs: readonly ServiceName[];
  readonly itemsPerIteration: number | null;
  readonly itemsUnit: string | null;
  readonly metrics: readonly MetricDescriptor[];
  readonly targets: readonly TargetSpec[];
  readonly peers: readonly PeerFigure[];
  readonly procedure: Procedure;
  readonly leakPlan: LeakPlan | null;
  readonly instanceCounts: readonly number[];
  readonly options: SettingsOptions;
}

export interface PreparedReply {
  readonly kind: "prepared";
  readonly isAsync: boolean;
  readonly startupNsToScript: number;
  readonly timerPrecisionNs: number;
  readonly timerOverheadNs: number;
  readonly warmup: WarmupRecord;
  readonly iterationsPerRound: number;
}

export interface MeasuredReply {
  readonly kind: "measured";
  readonly startupNsToFirstSample: number;
  readonly roundNs: Float64Array;
  /** How many of the rounds a garbage collection fell into. */
  readonly gcRoundCount: number;
  /** Null where there is none, and where rounds are asynchronous: what they started may still run beside it. */
  readonly yardstick: YardstickRecord | null;
  readonly evidence: OwnEvidence;
  /** When rounds were taken, on the machine's clock, that of `process.hrtime`: what a profile is cut to. */
  readonly fromNs: number;
  readonly toNs: number;
  /** Processor time of the thread that called the benchmark, meanwhile. */
  readonly threadCpuNs: number;
}

/** The part of the evidence that only the measured process can tell; the parent reads the rest. */
export interface OwnEvidence {
  readonly wallNs: number;
  readonly cpuUserNs: number;
  readonly cpuSystemNs: number;
  readonly contextSwitchesVoluntary: number;
  readonly contextSwitchesInvoluntary: number;
  readonly pageFaultsMinor: number;
  readonly pageFaultsMajor: number;
  readonly gc: readonly GcEvidence[];
  readonly eventLoopUtilizationRatio: number;
  readonly eventLoopDelayNsP50: number | null;
  readonly eventLoopDelayNsP99: number | null;
  readonly eventLoopDelayNsMax: number | null;
  readonly rssBytesAfter: number;
  readonly heapBytesBefore: number;
  readonly heapBytesAfter: number;
}

export interface SlicedReply {
  readonly kind: "sliced";
  /** Readings of the slice's rounds, all iterations of a round together. */
  readonly roundNs: readonly number[];
}

export interface FinishedReply {
  readonly kind: "finished";
  readonly noopNsPerIteration: number;
  /** Null when an iteration is so long that its cost could not be hidden, so the check was left out. */
  readonly scalingTimeRatio: number | null;
  readonly allocatedBytesPerIteration: number | null;
  readonly metricValues: Readonly<Record<string, number>>;
}

export interface WasSetUpReply {
  readonly kind: "was-set-up";
  readonly startupNsToScript: number;
  readonly startupNsToFirstSample: number;
}

export interface RoundsWatchedReply {
  readonly kind: "rounds-watched";
  readonly series: LeakSeries;
  readonly silentWorkerCount: number;
}

export interface ClassesCountedReply {
  readonly kind: "classes-counted";
  readonly watched: readonly WatchedClass[];
  readonly evidence: OwnEvidence;
}

export interface WeighedReply {
  readonly kind: "weighed";
  readonly record: MemoryRecord;
  readonly allocatedBytesPerInstance: number | null;
  /** Highest resident size that the process ever had. */
  readonly residentBytesMax: number;
  readonly evidence: OwnEvidence;
}

/** Why user code ended a fork. How the process itself ended is not a message: the parent sees that. */
export interface FailedReply {
  readonly kind: "failed";
  readonly phase: ForkPhase;
  readonly failure: "threw" | "wrong-result" | "missing" | "scaling" | "metric" | "turned-async";
  readonly error: ErrorRecord;
  /** Time of twice the iterations over time of once, when the failure is "scaling"; else null. */
  readonly scalingTimeRatio: number | null;
}
