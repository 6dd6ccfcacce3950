import { assert, createRandom } from "@paceline/core";

import { wilsonInterval } from "../statistics/wilson-interval.ts";
import type { Share } from "../statistics/wilson-interval.ts";
import { judgePairs, nextPairs } from "../sequential/judge-pairs.ts";
import type { PairRules } from "../sequential/judge-pairs.ts";
import { addPair, startTrack } from "../sequential/pair-track.ts";
import type { PairOutcome, PairTrack } from "../sequential/pair-track.ts";

/** What a gate can and cannot see on one machine, from measuring the same code against itself. */
export interface Calibration {
  readonly errorRatio: number;
  /** Most pairs that the gate may buy for one benchmark. */
  readonly pairCountMax: number;
  /**
   * Metrics called slower or faster although nothing changed, each one's recorded pairs judged
   * once, alone, as the gate judges. Few trials say little: read the interval.
   */
  readonly falseAlarms: Share;
  /** Suites called changed of those drawn again from the recorded pairs: much finer, but of this data only. */
  readonly resampledSuiteAlarms: Share;
  readonly benchmarks: readonly BenchmarkCalibration[];
}

export interface BenchmarkCalibration {
  readonly benchmarkId: string;
  readonly metric: string;
  readonly pairCount: number;
  readonly thresholdRatio: number;
  /** Median ratio of identical code: what is off here is off in every verdict. */
  readonly ratio: number;
  /**
   * Smallest slow-down found in at least 95 % of gates drawn again from the recorded pairs, as a ratio:
   * 0.05 is 5 %. Null when even the largest tried (tenfold) is not.
   */
  readonly smallestVisibleRatio: number | null;
}

/** A metric of a benchmark with the pairs of identical code that were measured for it. */
export interface RecordedPairs {
  readonly benchmarkId: string;
  readonly metric: string;
  readonly direction: "lower" | "higher";
  readonly thresholdRatio: number;
  /** Not empty. */
  readonly pairs: readonly PairOutcome[];
}

export interface CalibrateOptions extends PairRules {
  readonly seed: number;
}

const SUITE_TRIAL_COUNT = 200;
const POWER_TRIAL_COUNT = 200;
const POWER_RATIO = 0.95;
/** How far beyond the threshold slow-downs are tried: each a fifth farther than the last. */
const CHANGE_STEP = 1.2;
const CHANGE_RATIO_MIN = 0.005;
const CHANGE_RATIO_MAX = 9;

/**
 * Measures the gate itself. The false alarms are counted on the recorded pairs; what the gate would
 * see is found by drawing gates from them with a slow-down put in, at the level of the whole family.
 *
 * @param recorded - at least one benchmark.
 */
export function calibratePairs(
  recorded: readonly RecordedPairs[],
  options: CalibrateOptions,
): Calibration {
  assert(recorded.length > 0, "nothing recorded to calibrate with");
  const { errorRatio, pairCountMax, seed } = options;
  const alarmCount = recorded.filter((one) => isAlarm([toTrack(one)], options)).length;
  const random = createRandom(seed);
  let suiteAlarmCount = 0;
  for (let trial = 0; trial < SUITE_TRIAL_COUNT; trial += 1) {
    const draws = recorded.map((one) => drawer(one, 1, () => random.nextRatio()));
    if (isAlarm(runGate(recorded, draws, options), options)) suiteAlarmCount += 1;
  }
  return {
    errorRatio,
    pairCountMax,
    falseAlarms: wilsonInterval(alarmCount, recorded.length),
    resampledSuiteAlarms: wilsonInterval(suiteAlarmCount, SUITE_TRIAL_COUNT),
    benchmarks: recorded.map((one) => calibrateOne(one, recorded.length, options)),
  };
}

function calibrateOne(
  one: RecordedPairs,
  familySize: number,
  options: CalibrateOptions,
): BenchmarkCalibration {
  const alone = { ...options, errorRatio: options.errorRatio / familySize };
  const { comparisons } = judgePairs([toTrack(one)], alone);
  return {
    benchmarkId: one.benchmarkId,
    metric: one.metric,
    pairCount: one.pairs.length,
    thresholdRatio: one.thresholdRatio,
    ratio: comparisons[0]!.ratio ?? 1,
    smallestVisibleRatio: smallestVisible(one, alone),
  };
}

/** Walks up from just beyond the threshold until gates see the change often enough. */
function smallestVisible(one: RecordedPairs, options: CalibrateOptions): number | null {
  for (let beyond = CHANGE_RATIO_MIN; ; beyond *= CHANGE_STEP) {
    const change = one.thresholdRatio + beyond;
    if (change > CHANGE_RATIO_MAX) return null;
    const random = createRandom(options.seed);
    let missCount = 0;
    for (let trial = 0; trial < POWER_TRIAL_COUNT; trial += 1) {
      const draw = drawer(one, 1 + change, () => random.nextRatio());
      const [track] = runGate([one], [draw], options);
      if (judgePairs([track!], options).comparisons[0]!.verdict !== "slower") missCount += 1;
      if (missCount > (1 - POWER_RATIO) * POWER_TRIAL_COUNT) break;
    }
    if (missCount <= (1 - POWER_RATIO) * POWER_TRIAL_COUNT) return change;
  }
}

const drawer =
  ({ pairs }: RecordedPairs, factor: number, nextRatio: () => number) =>
  (): PairOutcome => {
    const { ratio, firstSide } = pairs[Math.floor(nextRatio() * pairs.length)]!;
    return { ratio: ratio * factor, firstSide };
  };

const toTrack = (one: RecordedPairs): PairTrack =>
  one.pairs.reduce(addPair, startTrack({ ...one, group: "", name: one.benchmarkId }));

const isAlarm = (tracks: readonly PairTrack[], rules: PairRules): boolean =>
  judgePairs(tracks, rules).comparisons.some(
    ({ verdict }) => verdict === "slower" || verdict === "faster",
  );

/** One gate over drawn pairs: buys as the real one does. */
function runGate(
  recorded: readonly RecordedPairs[],
  draws: readonly (() => PairOutcome)[],
  rules: PairRules,
): readonly PairTrack[] {
  const tracks = recorded.map((one) => startTrack({ ...one, group: "", name: one.benchmarkId }));
  for (;;) {
    const needing = new Set(nextPairs(tracks, rules));
    if (needing.size === 0) return tracks;
    for (const [index, track] of tracks.entries()) {
      if (needing.has(track.benchmarkId)) tracks[index] = addPair(track, draws[index]!());
    }
  }
}
