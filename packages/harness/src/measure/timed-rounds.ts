import { turnEventLoop } from "../evidence/gc-observer.ts";
import { performanceNowMs } from "./untouched-clocks.ts";

/** Timed rounds of a fork at most: memory for them is there before the first. */
const ROUND_COUNT_MAX = 1000;

/** Time after which the event loop gets a turn between two rounds: a fork must notice when its parent is gone. */
const TURN_EVERY_MS = 50;

/** Wall time over measured time at most: preparing inputs or waiting must not make a run endless. */
const WALL_RATIO_MAX = 4;

const NS_PER_MS = 1e6;

export interface TimedRoundsOptions {
  readonly roundCountMin: number;
  readonly measureNsMax: number;
  readonly iterationCount: number;
  /** Called before each round, outside of the clock: inputs, garbage collection, the yardstick. */
  readonly beforeRound: (roundIndex: number) => void;
  readonly timeRound: (iterationCount: number) => number | Promise<number>;
  readonly onFirstRound: () => void;
}

export interface TimedRounds {
  /** Readings, all iterations of a round together. */
  readonly roundNs: Float64Array;
  /** Begin of each round in the time of `performance.now()`. */
  readonly startedMs: Float64Array;
}

/**
 * Takes the timed rounds: until they have lasted `measureNsMax` together, and at least `roundCountMin`.
 *
 * Between two rounds it does nothing but store two numbers in memory that was there before.
 */
export async function takeTimedRounds(options: TimedRoundsOptions): Promise<TimedRounds> {
  const { roundCountMin, measureNsMax, iterationCount, beforeRound, timeRound } = options;
  const capacity = Math.max(ROUND_COUNT_MAX, roundCountMin);
  const roundNs = new Float64Array(capacity);
  const startedMs = new Float64Array(capacity);
  const beganMs = performanceNowMs();
  const wallMsMax = (WALL_RATIO_MAX * measureNsMax) / NS_PER_MS;
  let turnedMs = beganMs;
  let measuredNs = 0;
  let count = 0;
  while (count < capacity) {
    const nowMs = performanceNowMs();
    const isOver = measuredNs >= measureNsMax || nowMs - beganMs >= wallMsMax;
    if (isOver && count >= roundCountMin) break;
    // oxlint-disable no-await-in-loop -- rounds must not overlap
    if (nowMs - turnedMs >= TURN_EVERY_MS) {
      await turnEventLoop();
      turnedMs = performanceNowMs();
    }
    beforeRound(count);
    startedMs[count] = performanceNowMs();
    const timing = timeRound(iterationCount);
    const elapsedNs = typeof timing === "number" ? timing : await timing;
    // oxlint-enable no-await-in-loop
    roundNs[count] = elapsedNs;
    measuredNs += elapsedNs;
    if (count === 0) options.onFirstRound();
    count += 1;
  }
  return { roundNs: roundNs.slice(0, count), startedMs: startedMs.slice(0, count) };
}
