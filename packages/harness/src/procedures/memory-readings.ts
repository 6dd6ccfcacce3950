import { getHeapStatistics } from "node:v8";

import type { LeakSeries } from "@paceline/core";

import type { WorkerMemory } from "./track-workers.ts";

/** Channels of a series, without what is said once for all of it. */
export type LeakChannelName = Exclude<keyof LeakSeries, "operationsPerRound">;

/** Memory for readings that was there before the first of them: what watches must not grow. */
export interface MemoryReadings {
  /** Reads all channels but the workers', which take turns of the event loop. */
  take(workers: WorkerMemory, queuedCount: number | null): void;
  /** All readings so far. */
  series(operationsPerRound: number): LeakSeries;
}

/** @param readingCount - readings that will be taken. */
export function createReadings(readingCount: number): MemoryReadings {
  const column = (): Float64Array => new Float64Array(readingCount);
  const columns: Readonly<Record<LeakChannelName, Float64Array>> = {
    heapBytes: column(),
    externalBytes: column(),
    bufferBytes: column(),
    workerBytes: column(),
    workerCount: column(),
    handleBytes: column(),
    mallocedBytes: column(),
    contextCount: column(),
    activeHandleCount: column(),
    queuedCount: column(),
    rssBytes: column(),
  };
  let count = 0;
  const read = (name: LeakChannelName): number[] => [...columns[name].subarray(0, count)];
  let hasQueue = false;
  return {
    take(workers, queuedCount) {
      // First, before the other readings allocate.
      const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage();
      const v8 = getHeapStatistics();
      columns.heapBytes[count] = heapUsed;
      columns.externalBytes[count] = external;
      columns.bufferBytes[count] = arrayBuffers;
      columns.rssBytes[count] = rss;
      columns.workerBytes[count] = workers.bytes;
      columns.workerCount[count] = workers.workerCount;
      columns.handleBytes[count] = v8.used_global_handles_size;
      columns.mallocedBytes[count] = v8.malloced_memory;
      columns.contextCount[count] = v8.number_of_native_contexts;
      columns.activeHandleCount[count] = process.getActiveResourcesInfo().length;
      columns.queuedCount[count] = queuedCount ?? 0;
      hasQueue ||= queuedCount !== null;
      count += 1;
    },
    series(operationsPerRound) {
      return {
        operationsPerRound,
        heapBytes: read("heapBytes"),
        externalBytes: read("externalBytes"),
        bufferBytes: read("bufferBytes"),
        workerBytes: read("workerBytes"),
        workerCount: read("workerCount"),
        handleBytes: read("handleBytes"),
        mallocedBytes: read("mallocedBytes"),
        contextCount: read("contextCount"),
        activeHandleCount: read("activeHandleCount"),
        queuedCount: hasQueue ? read("queuedCount") : [],
        rssBytes: read("rssBytes"),
      };
    },
  };
}
