import {
  findPlateau,
  LEAK_CHANNELS,
  LEVEL_TOLERANCE_BYTES,
  seedFrom,
  theilSen,
} from "@paceline/core";
import type { LeakChannel, LeakRecord } from "@paceline/core";

import { middleOf } from "../statistics/middle-of.ts";
import type { ChannelJudgement, ForkGrowth, LeakReason, LeakVerdict } from "./leak-verdict.ts";
import { READING_COUNT_MIN, slopeInterval } from "./slope-interval.ts";

/** Processes at least: one may be lucky, and two cannot tell which of them was. */
export const FORK_COUNT_MIN = 3;
/** Rounds at least. */
export const ROUND_COUNT_MIN = 30;
/** Growth over the whole run up to which nothing is called a leak. */
export const GROWTH_BYTES_MIN = 65_536;
/** What twice the operations may do to the growth of a round and still count as twice. */
const SCALING_RATIO_MIN = 1.5;
const SCALING_RATIO_MAX = 3;

export interface WatchedFork {
  readonly index: number;
  readonly record: LeakRecord;
}

export interface ChannelOptions {
  readonly deltaBytesPerOperation: number;
  readonly seed: number;
}

/** Judges one channel of memory by what all processes saw of it. */
export function judgeChannel(
  channel: LeakChannel,
  watched: readonly WatchedFork[],
  { deltaBytesPerOperation, seed }: ChannelOptions,
): ChannelJudgement {
  const forks = watched.map((fork) => growthOf(channel, fork, seedFrom(seed, channel, fork.index)));
  const lows = forks.flatMap(({ low }) => (low === null ? [] : [low]));
  const highs = forks.flatMap(({ high }) => (high === null ? [] : [high]));
  const isSettled = forks.length > 0 && lows.length === forks.length;
  const { verdict, reason } = verdictOf(forks, watched, deltaBytesPerOperation);
  return {
    channel,
    verdict,
    reason,
    bytesPerOperation: isSettled
      ? middleOf(forks.map(({ bytesPerOperation }) => bytesPerOperation ?? 0))
      : null,
    low: isSettled ? Math.min(...lows) : null,
    high: isSettled ? Math.max(...highs) : null,
    forks,
  };
}

interface Decision {
  readonly verdict: LeakVerdict;
  readonly reason: LeakReason | null;
}

const inconclusive = (reason: LeakReason): Decision => ({ verdict: "inconclusive", reason });

function verdictOf(
  forks: readonly ForkGrowth[],
  watched: readonly WatchedFork[],
  delta: number,
): Decision {
  if (watched.some(({ record }) => record.series.heapBytes.length < ROUND_COUNT_MIN)) {
    return inconclusive("few-rounds");
  }
  if (forks.length < FORK_COUNT_MIN) return inconclusive("few-forks");
  if (forks.some(({ low }) => low === null)) return inconclusive("unsettled");
  if (forks.every(({ high }) => high! < delta)) return { verdict: "no-leak", reason: null };
  if (!forks.every(({ low }) => low! > delta)) return inconclusive("wide");
  const isLarge = forks.every(
    ({ bytesPerOperation }, index) =>
      bytesPerOperation! * operationCountOf(watched[index]!.record) > GROWTH_BYTES_MIN,
  );
  if (!isLarge) return inconclusive("small");
  const isScaling = forks.every(
    ({ scalingRatio: ratio }) =>
      ratio !== null && ratio >= SCALING_RATIO_MIN && ratio <= SCALING_RATIO_MAX,
  );
  return isScaling ? { verdict: "leak", reason: null } : inconclusive("not-scaling");
}

/** Operations of the slope run, those with doubled rounds left out. */
export const operationCountOf = ({ series }: LeakRecord): number =>
  series.heapBytes.length * series.operationsPerRound;

function growthOf(
  channel: LeakChannel,
  { index: forkIndex, record: { series, doubledSeries } }: WatchedFork,
  seed: number,
): ForkGrowth {
  const values = LEAK_CHANNELS[channel](series);
  const plateau = findPlateau(values, LEVEL_TOLERANCE_BYTES);
  if (plateau === null || values.length - plateau.startIndex < READING_COUNT_MIN) {
    return {
      forkIndex,
      bytesPerOperation: null,
      low: null,
      high: null,
      warmupRoundCount: values.length,
      scalingRatio: null,
    };
  }
  const { slope, low, high } = slopeInterval(values.slice(plateau.startIndex), { seed });
  const perOperation = (bytes: number): number => bytes / series.operationsPerRound;
  return {
    forkIndex,
    bytesPerOperation: perOperation(slope),
    low: perOperation(low),
    high: perOperation(high),
    warmupRoundCount: plateau.startIndex,
    scalingRatio:
      doubledSeries === null || slope === 0
        ? null
        : slopePerRound(LEAK_CHANNELS[channel](doubledSeries)) / slope,
  };
}

const slopePerRound = (values: readonly number[]): number =>
  theilSen([...values.keys()], values).slope;
