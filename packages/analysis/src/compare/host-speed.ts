import { mean, medianInPlace, stretchBounds } from "@paceline/core";
import type { ForkResult } from "@paceline/core";

import { middleOf } from "../statistics/middle-of.ts";
import { settledSums } from "./settled-readings.ts";
import { doubtOfBoth, lostShiftOf } from "./slope-doubt.ts";
import { ridgeOf, slopesOf } from "./yardstick-slopes.ts";
import type { Reading, Slopes, Sums } from "./yardstick-slopes.ts";

/** The times of both sides as if all forks had met a host of one speed. */
export interface HostAdjustment {
  /** Of each run its forks, in ns an iteration, at the speed between those of the two sides. */
  readonly base: readonly (readonly number[])[];
  readonly head: readonly (readonly number[])[];
  /** Head over base, what the host alone did: 1.08 when it was slower by 8 % for such code while the head was measured. */
  readonly hostRatio: number;
  /** Squared error of the logarithm of `hostRatio`. */
  readonly squaredError: number;
}

/** Fewer forks on a side do not show how the code follows the host. */
const FORK_COUNT_MIN = 3;

/** Farther apart no two states of one host are: something else is different. */
const HOST_LOG_MAX = Math.log(8);

/** A process with threads of its own slows its yardstick itself: processor time over wall time at most. */
const PROCESSOR_RATIO_MAX = 1.1;

/**
 * Takes what the host did out of the times of two sides, by their yardsticks (analysis of covariance).
 *
 * How much a benchmark's logarithm follows those of the two loops is read from stretches of rounds and from forks, each
 * around the mean of its own side, so that a change of the code is no part of it. Slopes are at least 0: no code gets
 * faster on a slower host. What the slopes leave in doubt is part of the error.
 *
 * @param baseRuns - forks of the benchmark in each run of the side. Likewise `headRuns`.
 * @returns null where a fork has no yardstick or one of other loops, the process was busy on threads of its own, there are too few forks, or the
 *   yardsticks of the sides differ more than those of one host do.
 * @see Fisher (1932), "Statistical Methods for Research Workers", §49.1; Tukey (1958) on the jackknife.
 */
export function adjustForHost(
  baseRuns: readonly (readonly ForkResult[])[],
  headRuns: readonly (readonly ForkResult[])[],
): HostAdjustment | null {
  const base = baseRuns.flat().map(readingsOf);
  const head = headRuns.flat().map(readingsOf);
  if (Math.min(base.length, head.length) < FORK_COUNT_MIN) return null;
  if (!isTold(base) || !isTold(head)) return null;
  const versions = [...baseRuns, ...headRuns].flat().map(loopsVersionOf);
  if (versions.some((version) => version !== versions[0])) return null;

  const sums = settledSums({ base, head });
  const ridge = ridgeOf(sums.base, sums.head);
  const slopes = slopesOf(sums.base, sums.head, ridge);
  const hosts = { base: hostOf(base, slopes), head: hostOf(head, slopes) };
  const difference = {
    chain: hosts.head.chain - hosts.base.chain,
    wide: hosts.head.wide - hosts.base.wide,
  };
  if (Math.max(Math.abs(difference.chain), Math.abs(difference.wide)) > HOST_LOG_MAX) return null;
  const middle =
    (slopes.chain * (hosts.base.chain + hosts.head.chain) +
      slopes.wide * (hosts.base.wide + hosts.head.wide)) /
    2;
  const timeOf = (fork: readonly Reading[]): number => Math.exp(logTimeOf(fork, slopes) + middle);
  return {
    base: perRun(baseRuns, base.map(timeOf)),
    head: perRun(headRuns, head.map(timeOf)),
    hostRatio: Math.exp(slopes.chain * difference.chain + slopes.wide * difference.wide),
    squaredError: squaredErrorOfShift(sums, { slopes, ridge }, difference),
  };
}

/**
 * What the slopes leave open, the largest of three: what leaving out one fork after another changes; what the readings do not
 * show of slopes, of both sides and of each; and how far the slopes of the two sides are apart, since a change of the
 * code may change how it follows the host.
 */
function squaredErrorOfShift(
  { base, head }: { readonly base: readonly Sums[]; readonly head: readonly Sums[] },
  { slopes, ridge }: { readonly slopes: Slopes; readonly ridge: number },
  difference: Slopes,
): number {
  const shiftOf = ({ chain, wide }: Slopes): number =>
    chain * difference.chain + wide * difference.wide;
  const shifts = [
    ...base.map((_, index) => shiftOf(slopesOf(base.toSpliced(index, 1), head, ridge, slopes))),
    ...head.map((_, index) => shiftOf(slopesOf(base, head.toSpliced(index, 1), ridge, slopes))),
  ];
  const center = mean(shifts);
  const squares = shifts.reduce((sum, shift) => sum + (shift - center) ** 2, 0);
  const alone = [slopesOf(base, [], ridge, slopes), slopesOf([], head, ridge, slopes)] as const;
  const apart = (shiftOf(alone[0]) - shiftOf(alone[1])) / 2;
  return Math.max(
    (squares * (shifts.length - 1)) / shifts.length,
    doubtOfBoth(base, head, slopes, difference) + lostShiftOf(base, head, slopes, difference) ** 2,
    apart ** 2,
  );
}

function perRun(
  runs: readonly (readonly ForkResult[])[],
  values: readonly number[],
): readonly (readonly number[])[] {
  let from = 0;
  return runs.map((forks) => values.slice(from, (from += forks.length)));
}

const loopsVersionOf = ({ yardstick }: ForkResult): number => yardstick?.loopsVersion ?? 1;

const isTold = (forks: readonly (readonly Reading[] | null)[]): forks is readonly Reading[][] =>
  forks.every((fork) => fork !== null);

/** Logarithms of a fork's stretches; null without a yardstick that speaks of the host alone. */
function readingsOf(fork: ForkResult): readonly Reading[] | null {
  const { yardstick, roundNs, iterationsPerRound, evidence } = fork;
  if (yardstick === undefined || roundNs.length === 0) return null;
  const processorNs = evidence.cpuUserNs + evidence.cpuSystemNs;
  if (processorNs > PROCESSOR_RATIO_MAX * evidence.wallNs) return null;
  const bounds = stretchBounds(roundNs.length);
  const isWhole = [yardstick.chainNs, yardstick.wideNs].every(
    (list) => list.length === bounds.length - 1 && list.every((value) => value > 0),
  );
  if (!isWhole) return null;
  const rounds = new Float64Array(roundNs);
  const readings = yardstick.chainNs.map((chainNs, index) => ({
    time: Math.log(
      medianInPlace(rounds.subarray(bounds[index], bounds[index + 1])) / iterationsPerRound,
    ),
    chain: Math.log(chainNs),
    wide: Math.log(yardstick.wideNs[index]!),
  }));
  // A clock too coarse for the rounds tells 0 for a stretch: no logarithm.
  return readings.every(({ time }) => Number.isFinite(time)) ? readings : null;
}

/** What the host does not explain of a fork's time: the middle of its stretches. */
const logTimeOf = (fork: readonly Reading[], slopes: Slopes): number =>
  middleOf(fork.map(({ time, chain, wide }) => time - slopes.chain * chain - slopes.wide * wide));

/** Wide enough to see past a few stretches that were busy, which the middle of a fork does not see either. */
const SLOPE_STEP = 0.25;

/**
 * The host that a side's times stand for: how much they change with each slope. Means of the yardsticks would also count
 * stretches that the middle of a fork leaves out.
 */
function hostOf(forks: readonly (readonly Reading[])[], slopes: Slopes): Slopes {
  const timeAt = (chain: number, wide: number): number =>
    mean(
      forks.map((fork) =>
        logTimeOf(fork, { chain: slopes.chain + chain, wide: slopes.wide + wide }),
      ),
    );
  return {
    chain: (timeAt(-SLOPE_STEP, 0) - timeAt(SLOPE_STEP, 0)) / (2 * SLOPE_STEP),
    wide: (timeAt(0, -SLOPE_STEP) - timeAt(0, SLOPE_STEP)) / (2 * SLOPE_STEP),
  };
}
