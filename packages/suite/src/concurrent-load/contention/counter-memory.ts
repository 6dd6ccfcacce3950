/** How threads count together. */
export const COUNTING_NAMES = ["lock", "atomic", "unshared"] as const;
export type CountingName = (typeof COUNTING_NAMES)[number];

/** Words of the shared memory, each in a cache line of its own, so that they do not disturb each other. */
const LINE_WORDS = 32;
export const WORD = {
  round: 0,
  doneCount: LINE_WORDS,
  lock: 2 * LINE_WORDS,
  counter: 3 * LINE_WORDS,
  /** First counter of a thread's own; the next thread's is a line further. */
  ownCounter: 4 * LINE_WORDS,
} as const;

export const ownCounterOf = (threadIndex: number): number =>
  WORD.ownCounter + threadIndex * LINE_WORDS;

export const allocateCounters = (threadCount: number): SharedArrayBuffer =>
  new SharedArrayBuffer(4 * ownCounterOf(threadCount));

/** What a counting thread is given. */
export interface CounterSetup {
  readonly memory: SharedArrayBuffer;
  readonly counting: CountingName;
  readonly threadIndex: number;
  /** Increments of one round. */
  readonly incrementCount: number;
}
