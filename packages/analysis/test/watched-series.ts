import type { BenchmarkResult, LeakResult, LeakSeries } from "@paceline/core";

import { makeBenchmark, makeFork } from "./make-run.ts";

export const OPERATIONS = 2_000;
export const ROUNDS = 30;
const HEAP_BYTES = 5_000_000;

/** Readings of a process in which only the given channels do anything. */
export function makeSeries(
  channels: Partial<Omit<LeakSeries, "operationsPerRound">>,
  operationsPerRound = OPERATIONS,
): LeakSeries {
  const [given] = Object.values(channels);
  const flat = (value: number): readonly number[] =>
    (given ?? Array(ROUNDS).fill(0)).map(() => value);
  return {
    operationsPerRound,
    heapBytes: flat(HEAP_BYTES),
    externalBytes: flat(1_800_000),
    bufferBytes: flat(10_000),
    workerBytes: flat(0),
    workerCount: flat(0),
    handleBytes: flat(2_400),
    mallocedBytes: flat(160_000),
    contextCount: flat(1),
    activeHandleCount: flat(0),
    queuedCount: [],
    rssBytes: flat(60_000_000),
    ...channels,
  };
}

/** Heap that grows by so many bytes per operation, in rounds with so many operations. */
export const growingHeap = (
  bytesPerOperation: number,
  operationsPerRound = OPERATIONS,
  roundCount = ROUNDS,
): LeakSeries =>
  makeSeries(
    {
      heapBytes: Array.from(
        { length: roundCount },
        (_, round) => HEAP_BYTES + bytesPerOperation * operationsPerRound * (round + 1),
      ),
    },
    operationsPerRound,
  );

interface WatchedProcess {
  readonly series: LeakSeries;
  readonly doubledSeries?: LeakSeries;
}

/** A leak benchmark whose processes saw this. */
export const makeLeakBenchmark = (
  processes: readonly WatchedProcess[],
  leak: Partial<LeakResult> = {},
): BenchmarkResult =>
  makeBenchmark("leak", [], {
    procedure: "leak",
    leak: {
      deltaBytesPerOperation: 1,
      roundCountMin: ROUNDS,
      expected: "no-leak",
      explanation: null,
      ...leak,
    },
    forks: processes.map(({ series, doubledSeries = null }, index) => ({
      ...makeFork(index, []),
      leak: {
        series,
        doubledSeries,
        isExtended: false,
        heapLimitBytes: 512 * 2 ** 20,
        mallocArenaMax: null,
        watched: [],
      },
    })),
  });
