import type { Direction, Unit } from "@paceline/core";

/**
 * What a comparison may say. "same" means that equivalence was shown, not that nothing was found;
 * "slower" stands for worse in the metric's own direction, memory that grew included.
 */
export type Verdict = "faster" | "slower" | "same" | "unclear" | "invalid";

/** Why two results cannot be compared. Each is its own case, because each has its own cure. */
export type InvalidReason =
  | { readonly code: "missing-in-base" }
  | { readonly code: "missing-in-head" }
  | { readonly code: "duplicate-benchmark"; readonly side: Side; readonly count: number }
  | {
      readonly code: "not-completed";
      readonly side: Side;
      readonly status: string;
      /** Of its first error; null where it has none. */
      readonly message: string | null;
    }
  | { readonly code: "missing-metric"; readonly side: Side }
  | { readonly code: "no-samples"; readonly side: Side }
  | { readonly code: "non-positive-samples"; readonly side: Side; readonly value: number }
  | { readonly code: "not-finite-samples"; readonly side: Side }
  | { readonly code: "other-unit"; readonly base: string; readonly head: string }
  | {
      readonly code: "other-settings";
      readonly setting: string;
      readonly base: string;
      readonly head: string;
    }
  | { readonly code: "other-machine"; readonly base: string; readonly head: string }
  | { readonly code: "other-runtime"; readonly base: string; readonly head: string };

export type UnclearReason =
  /** The interval reaches over a threshold; null where not even a hundred replicates a side would narrow it enough. */
  | { readonly code: "interval-straddles"; readonly replicateCountNeeded: number | null }
  /** A side has one replicate, so its spread is unknown and equivalence can never be shown. */
  | { readonly code: "one-replicate"; readonly side: Side }
  /** The interval would decide alone, but not at the level that the whole suite needs. */
  | { readonly code: "family-wise-level"; readonly replicateCountNeeded: number | null };

/** The rule that decided, with what it needed. */
export type DecidedReason =
  | { readonly code: "interval-beyond-threshold" }
  | { readonly code: "interval-inside-threshold" };

export type Side = "base" | "head";

export type Judgement =
  | { readonly verdict: "faster" | "slower" | "same"; readonly reason: DecidedReason }
  | { readonly verdict: "unclear"; readonly reason: UnclearReason }
  | { readonly verdict: "invalid"; readonly reason: InvalidReason };

/** Head over base, with the interval that decided at the level of the whole family. */
export interface RatioInterval {
  readonly low: number;
  readonly high: number;
  /** 1 - error / (comparisons not yet decided): Holm's level at this comparison's turn. */
  readonly confidenceRatio: number;
}

/** One metric of one benchmark, judged. */
export interface ComparisonFacts {
  readonly benchmarkId: string;
  readonly group: string;
  readonly name: string;
  readonly metric: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** Median over replicates of each replicate's median, in `unit`; null where there is none. */
  readonly baseMedian: number | null;
  readonly headMedian: number | null;
  /**
   * Head over base: median over all pairs of replicates, so not exactly headMedian / baseMedian. Above 1
   * is slower for time, better for a metric where higher is better.
   */
  readonly ratio: number | null;
  readonly interval: RatioInterval | null;
  /** Relative change that counts, as a ratio: 0.05 means within [1 / 1.05, 1.05] is the same. */
  readonly thresholdRatio: number;
  readonly baseReplicateCount: number;
  readonly headReplicateCount: number;
  /** What was replicated: whole runs when a side has several, forks of the only run otherwise. */
  readonly replicate: "fork" | "run";
  /** A single replicate borrows the spread of many on the other side; few take at least the suite's. */
  readonly spread: "measured" | "borrowed" | "assumed" | "none";
  /**
   * What the host alone did to the time, head over base: taken out of `ratio` and `interval`, not of the medians.
   * Null where yardsticks do not tell it.
   */
  readonly hostRatio: number | null;
  /** Chance of an interval this far beyond the threshold, were there no change beyond it; unadjusted. */
  readonly changePValue: number | null;
  /** Chance of an interval this far inside the thresholds, were there a change beyond them; unadjusted. */
  readonly samePValue: number | null;
}

export type MetricComparison = ComparisonFacts & Judgement;
