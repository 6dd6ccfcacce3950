import type { LeakChannel } from "@paceline/core";

/** "no-leak" means: none above delta. "inconclusive" means that this run cannot tell, for a reason. */
export type LeakVerdict = "leak" | "no-leak" | "inconclusive";

/** Why a channel is inconclusive; null for a verdict that stands. */
export type LeakReason =
  /** Fewer than three processes. */
  | "few-forks"
  /** Fewer rounds than a level needs to show, as in a smoke run. */
  | "few-rounds"
  /** Memory reached neither a level nor a steady growth, although the rounds were doubled. */
  | "unsettled"
  /** Delta lies inside an interval, or the processes disagree. */
  | "wide"
  /** It grows, by less than 64 KiB in the whole run. */
  | "small"
  /** It grows, and twice the operations did not make it grow twice as fast. */
  | "not-scaling";

/** Growth of one channel in one process, per operation. */
export interface ForkGrowth {
  readonly forkIndex: number;
  /** Null when the series has not settled. */
  readonly bytesPerOperation: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** Rounds that belong to the warm-up. */
  readonly warmupRoundCount: number;
  /** Growth per round with twice the operations over growth per round before; null when it was not run. */
  readonly scalingRatio: number | null;
}

export interface ChannelJudgement {
  readonly channel: LeakChannel;
  readonly verdict: LeakVerdict;
  readonly reason: LeakReason | null;
  /** Middle of the processes; null when one has not settled. */
  readonly bytesPerOperation: number | null;
  /** From the lowest to the highest bound of any process. */
  readonly low: number | null;
  readonly high: number | null;
  readonly forks: readonly ForkGrowth[];
}

export interface LeakJudgement {
  readonly benchmarkId: string;
  readonly verdict: LeakVerdict;
  readonly reason: LeakReason | null;
  readonly deltaBytesPerOperation: number;
  /** Smallest leak that the run would have found; null when a channel has not settled. */
  readonly detectableBytesPerOperation: number | null;
  readonly channels: readonly ChannelJudgement[];
  /** The process grew, and none of the channels did: allocator or native code, not proven. */
  readonly isResidentOnly: boolean;
  readonly expected: "leak" | "no-leak";
  /** Whether the benchmark shows what it is there to show; "unclear" for a clean one that is inconclusive. */
  readonly outcome: "as-expected" | "unexpected" | "unclear";
}
