/**
 * How long two fixed loops of paceline took between the timed rounds of a fork, in ns a pass: what the host gave the process
 * while it was measured. Other guests of a host slow a core down without a trace in the guest's own counters.
 *
 * The rounds are cut into a few stretches of nearly the same count, in order; each list has the median of each stretch.
 */
export interface YardstickRecord {
  /** Which loops these were, counted up when their code changes; 1 where it is not said. Unlike ones cannot be compared. */
  readonly loopsVersion?: number;
  /** A chain of operations that wait for each other: it follows the clock speed. */
  readonly chainNs: readonly number[];
  /** Independent operations and loads side by side: it follows how much of the core another thread of it takes. */
  readonly wideNs: readonly number[];
}

const STRETCH_COUNT_MAX = 8;

/**
 * Where the stretches of so many rounds begin, and the end of the last: `bounds[i]` to `bounds[i + 1]` is a stretch.
 *
 * @param roundCount - at least 1.
 */
export function stretchBounds(roundCount: number): readonly number[] {
  const count = Math.min(STRETCH_COUNT_MAX, roundCount);
  return Array.from({ length: count + 1 }, (_, index) => Math.round((index * roundCount) / count));
}
