import type { TimerName } from "@paceline/core";

import { hrtimeBigint, performanceNowMs } from "./untouched-clocks.ts";

/** Clock of the rounds. Readings only mean something against each other. */
export interface Timer {
  readonly name: TimerName;
  /** Nanoseconds since some moment of this process. */
  readonly nowNs: () => number;
}

const NS_PER_US = 1000;
const NS_PER_MS = 1e6;

/**
 * The clock of that name.
 *
 * "monotonic" is the default: it steps in nanoseconds and costs less than "performance-now". "cpu" leaves out
 * the time in which the thread waited, in steps of a microsecond, so its rounds are longer.
 */
export function createTimer(name: TimerName): Timer {
  // Differences to the origin stay exact as doubles for a hundred days; raw readings need not.
  const originNs = hrtimeBigint();
  const clocks: Readonly<Record<TimerName, () => number>> = {
    monotonic: () => Number(hrtimeBigint() - originNs),
    "performance-now": () => performanceNowMs() * NS_PER_MS,
    cpu: () => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) * NS_PER_US;
    },
  };
  return { name, nowNs: clocks[name] };
}

/** Differences taken to know a timer: about 0.1 ms of work for the default one. */
const DIFFERENCE_COUNT = 1000;

/** Readings after which a coarse timer counts as known, when it has stepped at all. */
const READING_COUNT_MAX = 20_000;
/** Readings after which one that never stepped is taken for one of the steps below. */
const READING_COUNT_LIMIT = 2_000_000;
const STANDSTILL_STEP_NS = 100e6;

export interface TimerCharacter {
  /** Smallest step seen between two readings. */
  readonly precisionNs: number;
  /** What a reading takes: the median when steps are finer than that, else the mean. */
  readonly overheadNs: number;
}

/** Measures a timer with itself, as pytest-benchmark does: the smallest step that is not zero. */
export function characterizeTimer({ nowNs }: Timer): TimerCharacter {
  const steps: number[] = [];
  const startedNs = nowNs();
  let previousNs = startedNs;
  let readingCount = 0;
  while (
    steps.length < DIFFERENCE_COUNT &&
    readingCount < (steps.length > 0 ? READING_COUNT_MAX : READING_COUNT_LIMIT)
  ) {
    const readingNs = nowNs();
    readingCount += 1;
    if (readingNs > previousNs) steps.push(readingNs - previousNs);
    previousNs = readingNs;
  }
  steps.sort((a, b) => a - b);
  const isFine = steps.length === readingCount;
  return {
    precisionNs: steps[0] ?? STANDSTILL_STEP_NS,
    overheadNs: isFine ? steps[steps.length >> 1]! : (previousNs - startedNs) / readingCount,
  };
}
