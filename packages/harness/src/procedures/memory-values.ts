import { findPlateau, LEAK_CHANNELS, LEVEL_TOLERANCE_BYTES, theilSen } from "@paceline/core";
import type { LeakSeries, MemoryRecord } from "@paceline/core";

/**
 * What one instance takes, from one fork's weighing: robust slopes over the number of instances.
 *
 * @returns bytes per instance, by the names of the metrics of the procedure.
 */
export function instanceValues(
  { instanceCounts, heapBytes, externalBytes, bufferBytes, processBytes }: MemoryRecord,
  residentBytesMax: number,
): Readonly<Record<string, number>> {
  const slope = (values: readonly number[]): number =>
    theilSen(instanceCounts.slice(0, values.length), values).slope;
  const retained = heapBytes.map((bytes, index) => bytes + bufferBytes[index]!);
  const external = externalBytes.map((bytes, index) => bytes - bufferBytes[index]!);
  return {
    retainedBytesPerInstance: slope(retained),
    heapBytesPerInstance: slope(heapBytes),
    bufferBytesPerInstance: slope(bufferBytes),
    externalBytesPerInstance: slope(external),
    ...(processBytes.length > 0 && { processBytesPerInstance: slope(processBytes) }),
    residentBytesMax,
  };
}

/** Whether each channel has reached a level or a steady growth: until then more rounds are worth their time. */
export const isSettled = (series: LeakSeries): boolean =>
  Object.values(LEAK_CHANNELS).every(
    (read) => findPlateau(read(series), LEVEL_TOLERANCE_BYTES) !== null,
  );

/**
 * Growth of each channel after its warm-up, in bytes per operation, and of all together. A channel that has not
 * settled counts from its middle: the number is then recorded and not believed.
 */
export function growthValues(series: LeakSeries): Readonly<Record<string, number>> {
  const growths = Object.entries(LEAK_CHANNELS).map(
    ([channel, read]) =>
      [
        `${channel}GrowthBytesPerOperation`,
        growthOf(read(series), series.operationsPerRound),
      ] as const,
  );
  return {
    growthBytesPerOperation: growths.reduce((sum, [, growth]) => sum + growth, 0),
    ...Object.fromEntries(growths),
  };
}

function growthOf(values: readonly number[], operationsPerRound: number): number {
  const start =
    findPlateau(values, LEVEL_TOLERANCE_BYTES)?.startIndex ?? Math.floor(values.length / 2);
  const rounds = Array.from({ length: values.length - start }, (_, index) => start + index);
  return theilSen(rounds, values.slice(start)).slope / operationsPerRound;
}

/** Rounds before the last channel has reached its level. */
export const warmupRoundCount = (series: LeakSeries): number =>
  Math.max(
    ...Object.values(LEAK_CHANNELS).map(
      (read) => findPlateau(read(series), LEVEL_TOLERANCE_BYTES)?.startIndex ?? 0,
    ),
  );
