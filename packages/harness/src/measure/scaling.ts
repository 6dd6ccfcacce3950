import { median, sortSamples } from "@paceline/core";

import type { TimeRound } from "./round-loop.ts";

/** Twice the iterations take twice the time; noise may make that less, but not this little. */
export const SCALING_RATIO_MIN = 1.4;

/** Pairs of rounds per look, and looks before a sample is refused: a burst of noise must not refuse it. */
const PAIR_COUNT = 5;
const LOOK_COUNT_MAX = 8;

/** An iteration this long cannot be an artefact of the loop, and doubling it would cost too much. */
const ITERATION_NS_MAX = 20e6;

export interface ScalingOutcome {
  /**
   * Time of twice the iterations over that of once: least over least, or the median over neighbours, whichever is larger.
   * Null when it was not measured.
   */
  readonly timeRatio: number | null;
  readonly isRefused: boolean;
}

/**
 * Checks that time grows with the number of iterations. If it does not, the rounds have timed something that
 * happens once per round, and dividing by the iterations would invent a speed.
 *
 * Least times forgive bursts in nearly all rounds, but a host that is quick for a moment may give it to a doubled round alone;
 * neighbours meet one state of the host. A time that does not grow shows in both.
 *
 * @param iterationCount - of a timed round; twice the half of it is compared with the half.
 * @param iterationNs - what the rounds say that an iteration takes.
 */
export async function checkScaling(
  timeRound: TimeRound,
  iterationCount: number,
  iterationNs: number,
): Promise<ScalingOutcome> {
  if (iterationNs > ITERATION_NS_MAX) return { timeRatio: null, isRefused: false };
  const once = Math.max(1, iterationCount >> 1);
  let onceNs = Number.POSITIVE_INFINITY;
  let twiceNs = Number.POSITIVE_INFINITY;
  let timeRatio = 0;
  const neighbours: number[] = [];
  for (let look = 0; look < LOOK_COUNT_MAX; look += 1) {
    for (let pair = 0; pair < PAIR_COUNT; pair += 1) {
      // oxlint-disable no-await-in-loop -- rounds must not overlap
      const nowOnceNs = await timeRound(once);
      const nowTwiceNs = await timeRound(2 * once);
      // oxlint-enable no-await-in-loop
      onceNs = Math.min(onceNs, nowOnceNs);
      twiceNs = Math.min(twiceNs, nowTwiceNs);
      if (nowOnceNs > 0) neighbours.push(nowTwiceNs / nowOnceNs);
    }
    timeRatio = twiceNs / onceNs;
    if (timeRatio >= SCALING_RATIO_MIN) return { timeRatio, isRefused: false };
  }
  // Of all looks: the median of a few would too often let constant time pass on a host that comes and goes.
  if (neighbours.length > 0) timeRatio = Math.max(timeRatio, median(sortSamples(neighbours)));
  return { timeRatio, isRefused: !(timeRatio >= SCALING_RATIO_MIN) };
}
