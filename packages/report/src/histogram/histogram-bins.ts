import { quantile, sortSamples } from "@paceline/core";

/** Rounds of one benchmark in one result, by fork, in ns per iteration. */
export type ForkRounds = readonly (readonly number[])[];

/** The stretch of values that a panel shows. */
export interface BinRange {
  readonly low: number;
  readonly high: number;
}

export interface Bins {
  /** Share of the result in each bin, forks counted alike however many rounds they have. */
  readonly shares: readonly number[];
  /** Rounds outside of the range, which are told and not drawn. */
  readonly belowCount: number;
  readonly aboveCount: number;
}

/** Rounds left out at either end where they lie far out: one pause would squeeze all others into a bin. */
const TAIL_RATIO = 0.01;

/** The range that holds all but the farthest rounds of every result, so that they share an axis. */
export function binRange(results: readonly ForkRounds[]): BinRange | null {
  const sorted = results.map((forks) => forks.flat()).filter((values) => values.length > 0);
  if (sorted.length === 0) return null;
  const ends = sorted.map((values) => {
    const samples = sortSamples(values);
    return { low: quantile(samples, TAIL_RATIO), high: quantile(samples, 1 - TAIL_RATIO) };
  });
  const low = Math.min(...ends.map((end) => end.low));
  const high = Math.max(...ends.map((end) => end.high));
  // Equal samples still need an axis.
  const margin = high > low ? 0.03 * (high - low) : 0.05 * low;
  return { low: low - margin, high: high + margin };
}

export function binRounds(forks: ForkRounds, { low, high }: BinRange, binCount: number): Bins {
  const shares = Array.from({ length: binCount }, () => 0);
  const measured = forks.filter((rounds) => rounds.length > 0);
  let belowCount = 0;
  let aboveCount = 0;
  for (const rounds of measured) {
    const weight = 1 / (measured.length * rounds.length);
    for (const value of rounds) {
      if (value < low) belowCount += 1;
      else if (value > high) aboveCount += 1;
      else {
        const bin = Math.min(binCount - 1, Math.floor(((value - low) / (high - low)) * binCount));
        shares[bin]! += weight;
      }
    }
  }
  return { shares, belowCount, aboveCount };
}
