import { median, sortSamples, stretchBounds } from "@paceline/core";
import type { YardstickRecord } from "@paceline/core";

import { performanceNowMs } from "./untouched-clocks.ts";

/** To be counted up with every change of the loops or of how they are called: they take another time then. */
const LOOPS_VERSION = 2;

/** Some 60 µs a loop on a core of 3 GHz: short beside a round, long beside reading the clock. */
const STEP_COUNT = 25_000;

/** 4 KiB: in the first cache again after a few lines, whatever the benchmark left there. */
const WORD_COUNT = 1024;

/** Share of the time that the loops may take beside rounds longer than themselves. */
const SHARE_OF_ROUND = 0.02;
const PASSES_BEFORE_ROUND_MAX = 16;
/** Memory for readings is there before the first: enough for a thousand long rounds. */
const READING_COUNT_MAX = 16_000;
/**
 * Short passes, then whole ones, until V8 has settled on code for both loops. Were the first call a long one, it would be
 * replaced while it runs by code that knows nothing yet of the lines after the loop, and is left there at every call.
 */
const SHORT_PASS_COUNT = 2_000;
const SHORT_STEP_COUNT = 100;
const WARM_UP_PASS_COUNT = 100;

const NS_PER_MS = 1e6;

/** Two fixed loops that tell what the host gives this process, timed before each round, outside of its clock. */
export interface Yardstick {
  /** Reads the loops before the round with this index; longer rounds get more passes. */
  readBefore(roundIndex: number): void;
  /** Null when nothing was read. */
  record(roundCount: number): YardstickRecord | null;
}

/**
 * Makes a yardstick and warms it up.
 *
 * It allocates nothing while it reads, so that no collection of the benchmark's garbage falls into it. Two loops are
 * needed because hosts take two things away: clock speed, which slows all code alike, and the parts of a core that another
 * hyper-thread uses, which slow wide code twofold and chains of dependent operations hardly.
 */
export function createYardstick(readingCountMax = READING_COUNT_MAX): Yardstick {
  const words = Int32Array.from({ length: WORD_COUNT }, (_, index) => Math.imul(index, 0x9e3779b1));
  const chainNs = new Float64Array(readingCountMax);
  const wideNs = new Float64Array(readingCountMax);
  const roundOf = new Int32Array(readingCountMax);
  let count = 0;
  let sink = 1;
  let lastMs = performanceNowMs();

  /** Both loops are called from this one place, so that V8 writes neither into its caller and times it anew there. */
  const timeMs = (loop: 0 | 1, stepCount: number): number => {
    const startedMs = performanceNowMs();
    sink = LOOPS[loop](sink, words, stepCount);
    return performanceNowMs() - startedMs;
  };

  /** Reads both loops once and says how long they took, in ms. */
  const readOnce = (roundIndex: number, stepCount = STEP_COUNT): number => {
    timeMs(WIDE, stepCount >> 3);
    const chainMs = timeMs(CHAIN, stepCount);
    const wideMs = timeMs(WIDE, stepCount);
    if (count < readingCountMax) {
      chainNs[count] = chainMs * NS_PER_MS;
      wideNs[count] = wideMs * NS_PER_MS;
      roundOf[count] = roundIndex;
      count += 1;
    }
    return chainMs + wideMs;
  };

  for (let pass = 0; pass < SHORT_PASS_COUNT; pass += 1) {
    readOnce(0, SHORT_STEP_COUNT);
    count = 0;
  }
  for (let pass = 0; pass < WARM_UP_PASS_COUNT; pass += 1) readOnce(0);
  count = 0;

  return {
    readBefore(roundIndex) {
      const wantedMs = SHARE_OF_ROUND * (performanceNowMs() - lastMs);
      let spentMs = 0;
      let passCount = 0;
      do {
        spentMs += readOnce(roundIndex);
        passCount += 1;
      } while (spentMs < wantedMs && passCount < PASSES_BEFORE_ROUND_MAX);
      lastMs = performanceNowMs();
    },
    record: (roundCount) => recordOf({ chainNs, wideNs, roundOf, count }, roundCount),
  };
}

interface Readings {
  readonly chainNs: Float64Array;
  readonly wideNs: Float64Array;
  /** Index of the round that each reading came before, ascending. */
  readonly roundOf: Int32Array;
  readonly count: number;
}

function recordOf(readings: Readings, roundCount: number): YardstickRecord | null {
  const { roundOf, count } = readings;
  if (count === 0 || roundCount === 0) return null;
  const bounds = stretchBounds(roundCount);
  const chainNs: number[] = [];
  const wideNs: number[] = [];
  let from = 0;
  for (const end of bounds.slice(1)) {
    let to = from;
    while (to < count && roundOf[to]! < end) to += 1;
    // Readings have run out of memory before the rounds have: no yardstick is better than one for some rounds.
    if (to === from) return null;
    chainNs.push(median(sortSamples(readings.chainNs.subarray(from, to))));
    wideNs.push(median(sortSamples(readings.wideNs.subarray(from, to))));
    from = to;
  }
  return { loopsVersion: LOOPS_VERSION, chainNs, wideNs };
}

/** Xorshift (Marsaglia 2003): each operation waits for the one before. */
function runChain(seed: number, _words: Int32Array, stepCount: number): number {
  let state = seed | 1;
  for (let step = 0; step < stepCount; step += 1) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state;
}

/** Loads, additions and a multiplication that hardly wait for each other. */
function runWide(seed: number, words: Int32Array, stepCount: number): number {
  let sum = seed | 0;
  let mix = 1;
  let product = 2;
  let folded = 3;
  let evenCount = 0;
  for (let step = 0; step < stepCount; step += 1) {
    const word = words[step & (WORD_COUNT - 1)]!;
    sum = (sum + word) | 0;
    mix = (mix ^ words[(step + 7) & (WORD_COUNT - 1)]!) | 0;
    product = (product + Math.imul(mix, 3)) | 0;
    folded = (folded ^ sum) | 0;
    if ((word & 1) === 0) evenCount = (evenCount + 1) | 0;
  }
  return sum ^ mix ^ product ^ folded ^ evenCount;
}

const CHAIN = 0;
const WIDE = 1;
const LOOPS = [runChain, runWide] as const;
