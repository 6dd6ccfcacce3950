import { boolean, count, list, nullable, number, oneOf, record, text } from "../shape/shape.ts";
import type {
  GrowingClass,
  LeakExplanation,
  LeakRecord,
  LeakResult,
  LeakSeries,
  WatchedClass,
} from "./leak-record.ts";
import type { MemoryRecord } from "./memory-record.ts";

const leakSeries = record<LeakSeries>("LeakSeries", {
  operationsPerRound: count,
  heapBytes: list(number),
  externalBytes: list(number),
  bufferBytes: list(number),
  workerBytes: list(number),
  workerCount: list(number),
  handleBytes: list(number),
  mallocedBytes: list(number),
  contextCount: list(number),
  activeHandleCount: list(number),
  queuedCount: list(number),
  rssBytes: list(number),
});

export const leakRecordShape = record<LeakRecord>("LeakRecord", {
  series: leakSeries,
  doubledSeries: nullable(leakSeries),
  isExtended: boolean,
  heapLimitBytes: count,
  mallocArenaMax: nullable(text()),
  watched: list(
    record<WatchedClass>("WatchedClass", {
      className: text(),
      countBefore: count,
      countAfter: count,
      operationCount: count,
    }),
  ),
});

export const leakResultShape = record<LeakResult>("LeakResult", {
  deltaBytesPerOperation: number,
  roundCountMin: count,
  expected: oneOf({ "no-leak": true, leak: true }),
  explanation: nullable(
    record<LeakExplanation>("LeakExplanation", {
      operationCounts: list(number),
      growingClasses: list(
        record<GrowingClass>("GrowingClass", {
          className: text(),
          instanceCounts: list(number),
          shallowBytes: list(number),
          isWarmup: boolean,
          retainingPath: list(text()),
        }),
      ),
    }),
  ),
});

export const memoryRecordShape = record<MemoryRecord>("MemoryRecord", {
  instanceCounts: list(number),
  heapBytes: list(number),
  externalBytes: list(number),
  bufferBytes: list(number),
  processBytes: list(number),
});
