import type { Clock, WarmupRecord } from "@paceline/core";

import { isSteady, WINDOW_SIZE, WINDOW_SIZE_MIN } from "./is-steady.ts";
import type { TimeRound } from "./round-loop.ts";

/** Length of a warm-up round: short, so that two windows of them pass in some milliseconds. */
export const WARMUP_ROUND_NS = 250_000;

/** Rounds after which code that never settles is measured as it is. */
const ROUND_COUNT_MAX = 1000;

export interface WarmupOptions {
  readonly roundCountMin: number;
  /** Rounds go on after this only to reach `roundCountMin`. */
  readonly elapsedNsMax: number;
  readonly iterationCount: number;
  readonly iterationCountMax: number;
  /** Wall time: warm-up is bounded by what a person waits, whatever the timer of the rounds counts. */
  readonly clock: Clock;
}

export interface WarmupOutcome {
  readonly record: WarmupRecord;
  /** Median time of an iteration in the last window: what calibration goes on with. */
  readonly iterationNs: number;
}

/**
 * Runs rounds until the window test finds them steady, or time or count ends.
 *
 * Rounds grow while code gets faster, so that all values come from rounds that the timer can resolve.
 */
export async function warmUp(timeRound: TimeRound, options: WarmupOptions): Promise<WarmupOutcome> {
  const { roundCountMin, elapsedNsMax, iterationCountMax, clock } = options;
  let { iterationCount } = options;
  const iterationNs: number[] = [];
  const startedNs = clock.nowNs();
  let elapsedNs = 0;
  let steady = false;
  while (iterationNs.length < ROUND_COUNT_MAX) {
    const isEnough = iterationNs.length >= roundCountMin;
    if (isEnough && (steady || elapsedNs >= elapsedNsMax)) break;
    // oxlint-disable-next-line no-await-in-loop -- rounds must not overlap
    const roundNs = await timeRound(iterationCount);
    iterationNs.push(roundNs / iterationCount);
    elapsedNs = clock.nowNs() - startedNs;
    if (roundNs < WARMUP_ROUND_NS / 2) {
      iterationCount = Math.min(iterationCount * 2, iterationCountMax);
    }
    steady = isSteady(iterationNs, WINDOW_SIZE);
  }
  if (!steady && iterationNs.length < 2 * WINDOW_SIZE) {
    // Long iterations leave few rounds: smaller windows still tell a compiler at work from a steady state.
    const windowSize = Math.floor(iterationNs.length / 2);
    steady = windowSize >= WINDOW_SIZE_MIN && isSteady(iterationNs, windowSize);
  }
  return {
    record: { roundCount: iterationNs.length, elapsedNs, isSteady: steady },
    iterationNs: medianOfLast(iterationNs),
  };
}

function medianOfLast(values: readonly number[]): number {
  const last = values.slice(-WINDOW_SIZE).sort((a, b) => a - b);
  return last[last.length >> 1] ?? 0;
}
