import type { CallTree } from "./call-tree.ts";
import type { FrameTable } from "./frame-table.ts";
import type { ProfileWarning } from "./profile-warning.ts";

/** Unit of a weight. A weight is a whole number; times are never fractions of a nanosecond. */
export type WeightUnit = "ns" | "bytes" | "count";

/** What was sampled: time on a processor, time that passed, or allocations. */
export type ProfileMode = "cpu" | "wall" | "heap" | "unknown";

/** Where a track was recorded. Null is not known or not applicable. */
export interface TrackLabels {
  /** Process, usually its id. */
  readonly process: string | null;
  /** Thread within the process: its id or its name. */
  readonly worker: string | null;
  readonly agent: string | null;
  /** Such as `warm-up` or `measured`. */
  readonly phase: string | null;
}

export const NO_LABELS: TrackLabels = Object.freeze({
  process: null,
  worker: null,
  agent: null,
  phase: null,
});

/** Samples in order of time, as columns of one length. */
export interface TimedSamples {
  readonly count: number;
  /** When the first one was taken, in ns of a clock of its own, such as V8's. */
  readonly startNs: number;
  /** Node of the track's tree; the root where nothing is known. */
  readonly nodes: Uint32Array;
  /** Weight of each, in the unit of the track: of a time, the time until the next one. */
  readonly weights: Float64Array;
}

/** Times that a line of a node was seen, as columns of one length: V8's positionTicks. */
export interface LineTicks {
  readonly nodes: Uint32Array;
  /** From 1. */
  readonly lines: Uint32Array;
  readonly counts: Uint32Array;
}

/** What one thread, or one sampler, recorded. */
export interface Track {
  /** What to call it; empty when the file does not say. */
  readonly name: string;
  readonly labels: TrackLabels;
  readonly mode: ProfileMode;
  /** What a weight is of, in pprof's words: `cpu`, `wall`, `inuse_space`, `alloc_space`. */
  readonly sampleType: string;
  readonly unit: WeightUnit;
  /** Distance between samples, in `unit`: as it was, where there are times, else as asked for. */
  readonly period: number | null;
  readonly startNs: number;
  readonly endNs: number;
  readonly tree: CallTree;
  /** Null when the file has sums only. Their weights sum to those of the tree, node by node. */
  readonly samples: TimedSamples | null;
  readonly lineTicks: LineTicks | null;
}

/** When the profiler was started: what was compiled before that is hidden from it. */
export type ProfilerStart = "process-start" | "before-warm-up" | "after-warm-up" | "unknown";

/** How and of what the profile was made. Null is not known. */
export interface ProfileMeta {
  /** Format that it was read from: `cpuprofile`, `pprof`, `folded`. */
  readonly format: string;
  readonly nodeVersion: string | null;
  readonly v8Version: string | null;
  /** Flags of the runtime that decide what code it makes. */
  readonly flags: readonly string[] | null;
  readonly profilerStart: ProfilerStart;
  /** Machine kind, such as the model of its processor. */
  readonly host: string | null;
  /** Operations that were done while it was recorded; what makes two profiles comparable. */
  readonly operationCount: number | null;
  /** Whether stacks were made from a graph of calls, and are likely rather than seen. */
  readonly isReconstructed: boolean;
}

export const NO_META: ProfileMeta = Object.freeze({
  format: "unknown",
  nodeVersion: null,
  v8Version: null,
  flags: null,
  profilerStart: "unknown",
  host: null,
  operationCount: null,
  isReconstructed: false,
});

/**
 * A profile of one run: one or more tracks over one table of frames.
 *
 * Loss-free for what the formats carry. Weights are whole numbers in the unit of the track, held as
 * floats: sums are exact up to 2^53 (104 days of ns).
 */
export interface Profile {
  readonly frames: FrameTable;
  readonly tracks: readonly Track[];
  readonly meta: ProfileMeta;
  readonly warnings: readonly ProfileWarning[];
}

/** Sum of all weights of a track, in its unit. */
export function weightOfTrack({ tree }: Track): number {
  let sum = 0;
  for (const weight of tree.selfWeights) sum += weight;
  return sum;
}
