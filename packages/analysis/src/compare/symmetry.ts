/** Whether the changes of a suite lean to one side, as a fault of the tool or the machine makes them. */
export interface SymmetryAudit {
  /** Benchmarks whose time rose or fell at all, those judged slower or faster left out. */
  readonly slowerCount: number;
  readonly fasterCount: number;
  /** Two-sided sign test; 1 when there is nothing to test. */
  readonly pValue: number;
  /** One-sided beyond chance: suspect the order of runs, a warming or throttled machine, or the tool. */
  readonly isOneSided: boolean;
}

/** Rare enough that an honest pair of runs shows it once in two hundred. */
const ONE_SIDED_P_VALUE = 0.005;

/**
 * Noise moves as many unchanged benchmarks up as down. When nearly all move one way, the whole machine
 * moved, or the harness favours a side, and every verdict of the comparison is in doubt.
 *
 * @param logRatios - log(head / base) of the time of benchmarks that were not judged changed.
 */
export function auditSymmetry(logRatios: readonly number[]): SymmetryAudit {
  const slowerCount = logRatios.filter((ratio) => ratio > 0).length;
  const fasterCount = logRatios.filter((ratio) => ratio < 0).length;
  const pValue = signTest(Math.min(slowerCount, fasterCount), slowerCount + fasterCount);
  return { slowerCount, fasterCount, pValue, isOneSided: pValue <= ONE_SIDED_P_VALUE };
}

/** P(a fair coin lands at least this unevenly), summed from the rare end. */
function signTest(rarerCount: number, count: number): number {
  // In logarithms: 2^-count underflows for a suite of some thousand.
  let logTerm = -count * Math.LN2;
  let tail = 0;
  for (let index = 0; index <= rarerCount; index += 1) {
    tail += Math.exp(logTerm);
    logTerm += Math.log((count - index) / (index + 1));
  }
  return Math.min(1, 2 * tail);
}
