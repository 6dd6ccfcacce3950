/**
 * What one fork of a leak benchmark saw: readings of memory between rounds of operations. Recorded as they were
 * read; what they mean is judged by whoever reads the document.
 */
export interface LeakRecord {
  readonly series: LeakSeries;
  /**
   * The same with twice the operations per round, taken after `series` in the same process. A leak grows twice
   * as fast there; what grows with time or with the readings does not. Null when nothing grew.
   */
  readonly doubledSeries: LeakSeries | null;
  /** True when the series had not settled after the rounds asked for, so that as many again were run. */
  readonly isExtended: boolean;
  /** V8's limit for the old generation, fixed for the run. */
  readonly heapLimitBytes: number;
  /** Environment variable MALLOC_ARENA_MAX, which decides how glibc keeps what was freed; null when not set. */
  readonly mallocArenaMax: string | null;
  readonly watched: readonly WatchedClass[];
}

/** One reading per round, taken when the round's own work had ended and collection had settled. */
export interface LeakSeries {
  readonly operationsPerRound: number;
  /** Live objects of the main thread. */
  readonly heapBytes: readonly number[];
  /** What objects of the main thread hold outside of the heap, buffers that are not shared included. */
  readonly externalBytes: readonly number[];
  /** Array buffers of the main thread, shared ones included. */
  readonly bufferBytes: readonly number[];
  /** Heap and buffers of all worker threads that were alive. */
  readonly workerBytes: readonly number[];
  readonly workerCount: readonly number[];
  /** V8's handles from native code to objects. */
  readonly handleBytes: readonly number[];
  /** What V8 itself has allocated outside of its heap. */
  readonly mallocedBytes: readonly number[];
  readonly contextCount: readonly number[];
  /** Timers, sockets, workers and the like that keep the process alive. */
  readonly activeHandleCount: readonly number[];
  /** What waits in the benchmark's own queues; empty when it does not say. */
  readonly queuedCount: readonly number[];
  /** Resident size of the process: shown, never judged. */
  readonly rssBytes: readonly number[];
}

/** Exact count of a declared class, by a walk over the heap, before and after further operations. */
export interface WatchedClass {
  readonly className: string;
  readonly countBefore: number;
  readonly countAfter: number;
  readonly operationCount: number;
}

/** What a leak benchmark was asked, and what was found out about a leak. */
export interface LeakResult {
  /** Growth per operation up to which there is no leak. */
  readonly deltaBytesPerOperation: number;
  /** Rounds per fork at least. */
  readonly roundCountMin: number;
  /** What the benchmark is there to show: a planted leak must be found. */
  readonly expected: "no-leak" | "leak";
  /** Null when there was no leak to explain. */
  readonly explanation: LeakExplanation | null;
}

/** Where a leak is, from three heap snapshots of a process of its own. */
export interface LeakExplanation {
  /** Operations done before each of the snapshots. */
  readonly operationCounts: readonly number[];
  /** Classes whose instances became more from each snapshot to the next, the largest growth first. */
  readonly growingClasses: readonly GrowingClass[];
}

export interface GrowingClass {
  readonly className: string;
  /** Instances in each snapshot. */
  readonly instanceCounts: readonly number[];
  /** Their own size in each snapshot, without what they hold. */
  readonly shallowBytes: readonly number[];
  /** True for what the engine itself makes while code warms up: down-ranked, never left out. */
  readonly isWarmup: boolean;
  /** From a root of the heap to one of the newest instances; empty when it was not looked for. */
  readonly retainingPath: readonly string[];
}
