import { findPlateau, seedFrom } from "@paceline/core";

import type { ChannelOptions, WatchedFork } from "./judge-channel.ts";
import { operationCountOf } from "./judge-channel.ts";
import { slopeInterval } from "./slope-interval.ts";

/** Growth of the process over the run that is worth a word: below it is what any allocator does. */
const RESIDENT_GROWTH_BYTES_MIN = 1_048_576;

/**
 * Whether the process kept growing in every fork. It decides nothing: an allocator that keeps what was freed looks
 * the same.
 */
export const isResidentOnly = (
  watched: readonly WatchedFork[],
  { deltaBytesPerOperation, seed }: ChannelOptions,
): boolean =>
  watched.every(({ index, record }) => {
    const values = record.series.rssBytes;
    const plateau = findPlateau(values, RESIDENT_GROWTH_BYTES_MIN);
    if (plateau === null) return false;
    const { low } = slopeInterval(values.slice(plateau.startIndex), {
      seed: seedFrom(seed, "resident", index),
    });
    const { operationsPerRound } = record.series;
    const growthBytes = (low / operationsPerRound) * operationCountOf(record);
    return (
      low / operationsPerRound > deltaBytesPerOperation && growthBytes > RESIDENT_GROWTH_BYTES_MIN
    );
  });
