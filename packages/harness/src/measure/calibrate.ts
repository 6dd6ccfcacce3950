import type { TimeRound } from "./round-loop.ts";

/** Shortest round, whatever the timer can do: 5 µs, as in pytest-benchmark. */
const ROUND_NS_MIN = 5_000;

/** Rounds that a fork aims at: enough for quantiles, few enough for rounds that hide the timer. */
const ROUND_COUNT_AIM = 100;

/** Range of the length aimed at: shorter rounds feel the timer and interrupts, longer ones hide outliers. */
const ROUND_AIM_NS_MIN = 200_000;
const ROUND_AIM_NS_MAX = 5_000_000;

/** Iterations of one round at most; an empty function gets there in a tenth of a second. */
export const ITERATION_COUNT_MAX = 2 ** 28;

const GROWTH_MAX = 10;

export interface RoundLength {
  /** A shorter round could not be told from the timer's own steps. */
  readonly roundNsMin: number;
  /** What rounds should last when iterations are short enough. */
  readonly roundNsAim: number;
}

/** How long rounds must be and should be. */
export function chooseRoundLength(
  timerPrecisionNs: number,
  calibrationPrecision: number,
  measureNsMax: number,
): RoundLength {
  const roundNsMin = Math.max(ROUND_NS_MIN, calibrationPrecision * timerPrecisionNs);
  const shareNs = measureNsMax / ROUND_COUNT_AIM;
  const aimNs = Math.min(Math.max(shareNs, ROUND_AIM_NS_MIN), ROUND_AIM_NS_MAX);
  return { roundNsMin, roundNsAim: Math.max(roundNsMin, aimNs) };
}

/**
 * Finds how many iterations make a round of at least half of `roundNsAim`, starting from one.
 *
 * Grows at most tenfold at a time: the first rounds run in the interpreter, and an estimate from them may be
 * a hundred times too slow. That a round is short of the aim is not wrong; that it hangs for minutes is.
 */
export async function calibrate(
  timeRound: TimeRound,
  roundNsAim: number,
  iterationCountMax: number,
): Promise<number> {
  let iterationCount = 1;
  while (iterationCount < iterationCountMax) {
    // Each round decides the length of the next.
    // oxlint-disable-next-line no-await-in-loop
    const roundNs = await timeRound(iterationCount);
    if (roundNs >= roundNsAim / 2) return iterationCount;
    const growth = roundNs > 0 ? Math.min(roundNsAim / roundNs, GROWTH_MAX) : GROWTH_MAX;
    iterationCount = Math.min(Math.ceil(iterationCount * growth), iterationCountMax);
  }
  return iterationCount;
}

/** Iterations that fill a round when each takes `iterationNs`. */
export function iterationsFor(
  iterationNs: number,
  roundNsAim: number,
  iterationCountMax: number,
): number {
  if (!(iterationNs > 0)) return iterationCountMax;
  return Math.min(Math.max(Math.ceil(roundNsAim / iterationNs), 1), iterationCountMax);
}
