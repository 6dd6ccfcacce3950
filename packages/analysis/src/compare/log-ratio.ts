import { differenceQuantile, differenceShare } from "../statistics/difference-share.ts";
import { medianResamples } from "../statistics/median-resamples.ts";
import type { Support } from "../statistics/median-resamples.ts";
import { middleOf } from "../statistics/middle-of.ts";
import { normalAbove } from "../statistics/normal-above.ts";
import { studentTAbove, studentTTail } from "../statistics/student-t-tail.ts";

/**
 * Spread assumed of one replicate that has no others beside it: the standard deviation of its logarithm.
 *
 * Consecutive runs of unchanged code on shared continuous-integration machines differ by more than
 * 20 % in about 7 % of cases and by more than twofold in a few of ten thousand: tails of a deviation
 * of 0.12 to 0.2 a pair. With 0.25 a side, only a change of several times is called one.
 */
export const ASSUMED_LOG_DEVIATION = 0.25;

/** Everything that verdicts need about log(head / base), before the family's level is known. */
export interface LogRatio {
  /** Log of the ratio of medians. */
  readonly estimate: number;
  readonly spread: "measured" | "borrowed" | "assumed";
  /** Standard error of the difference of mean logs, and its degrees of freedom (Welch). */
  readonly standardError: number;
  readonly degreesOfFreedom: number;
  readonly meanDifference: number;
  readonly baseMedians: Support;
  readonly headMedians: Support;
}

/** Ends of an interval of log(head / base). */
export interface LogBounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Ratio of medians, by cluster bootstrap over replicates and by Welch's t on their logarithms at once.
 *
 * The bootstrap follows the shape of the data but cannot look beyond the replicates it has: with five
 * forks it knows no tail of one in a thousand, which is what twenty benchmarks need. Welch's t knows
 * that tail but assumes a shape. An interval is the hull of both, a p-value the larger of both, so a
 * verdict needs the agreement of the two.
 *
 * @param base - positive, one per replicate; not empty. Likewise `head`.
 *
 * @see Welch (1947), "The Generalization of 'Student's' Problem"; Davison & Hinkley (1997), "Bootstrap
 *   Methods and their Application", section 3.8, for resampling whole clusters only.
 */
export function logRatio(base: readonly number[], head: readonly number[]): LogRatio {
  const baseLogs = base.map(Math.log);
  const headLogs = head.map(Math.log);
  const baseVariance = squaredErrorOf(baseLogs, headLogs);
  const headVariance = squaredErrorOf(headLogs, baseLogs);
  const squaredError = baseVariance.squaredError + headVariance.squaredError;
  const denominator =
    baseVariance.squaredError ** 2 / baseVariance.degreesOfFreedom +
    headVariance.squaredError ** 2 / headVariance.degreesOfFreedom;
  const baseMedians = medianResamples(baseLogs);
  const headMedians = medianResamples(headLogs);
  return {
    estimate: middleOf(headLogs) - middleOf(baseLogs),
    spread: spreadOf(baseVariance.spread, headVariance.spread),
    standardError: Math.sqrt(squaredError),
    degreesOfFreedom: denominator > 0 ? squaredError ** 2 / denominator : Infinity,
    meanDifference: meanOf(headLogs) - meanOf(baseLogs),
    baseMedians,
    headMedians,
  };
}

/**
 * The interval of log(head / base) that misses the truth with at most the chance `errorRatio`.
 *
 * @param errorRatio - both sides together, in (0, 1).
 */
export function logBounds(ratio: LogRatio, errorRatio: number): LogBounds {
  const { baseMedians, headMedians, meanDifference, standardError, degreesOfFreedom } = ratio;
  const half =
    standardError === 0 ? 0 : standardError * studentTAbove(errorRatio / 2, degreesOfFreedom);
  return {
    low: Math.min(
      differenceQuantile(headMedians, baseMedians, errorRatio / 2),
      meanDifference - half,
    ),
    high: Math.max(
      differenceQuantile(headMedians, baseMedians, 1 - errorRatio / 2),
      meanDifference + half,
    ),
  };
}

/** Smallest `errorRatio` whose interval lies wholly beyond ±`logThreshold`; 1 when none does. */
export function changePValue(ratio: LogRatio, logThreshold: number): number {
  const { estimate, baseMedians, headMedians } = ratio;
  const isUp = estimate > 0;
  const resampled = isUp
    ? differenceShare(headMedians, baseMedians, logThreshold)
    : differenceShare(baseMedians, headMedians, logThreshold);
  const distance = (isUp ? ratio.meanDifference : -ratio.meanDifference) - logThreshold;
  return Math.min(1, 2 * Math.max(resampled, welchTail(ratio, distance)));
}

/** Smallest `errorRatio` whose interval lies wholly inside ±`logThreshold`; 1 when none does. */
export function samePValue(ratio: LogRatio, logThreshold: number): number {
  const { baseMedians, headMedians, meanDifference } = ratio;
  const resampled = Math.max(
    1 - differenceShare(headMedians, baseMedians, logThreshold),
    1 - differenceShare(baseMedians, headMedians, logThreshold),
  );
  const distance = logThreshold - Math.abs(meanDifference);
  return Math.min(1, 2 * Math.max(resampled, welchTail(ratio, distance)));
}

function welchTail({ standardError, degreesOfFreedom }: LogRatio, distance: number): number {
  if (standardError === 0) return distance > 0 ? 0 : 1;
  return studentTTail(distance / standardError, degreesOfFreedom);
}

interface SquaredError {
  readonly squaredError: number;
  readonly degreesOfFreedom: number;
  readonly spread: LogRatio["spread"];
}

const spreadOf = (base: LogRatio["spread"], head: LogRatio["spread"]): LogRatio["spread"] =>
  base === "measured" ? head : base;

/** Replicates on one side that are enough to say how far a single one on the other may stray. */
const LENDER_COUNT_MIN = 5;

/** One replicate shows no spread of its own: it borrows that of many on the other side. */
function squaredErrorOf(logs: readonly number[], others: readonly number[]): SquaredError {
  if (logs.length > 1) {
    return {
      squaredError: varianceOf(logs) / logs.length,
      degreesOfFreedom: logs.length - 1,
      spread: "measured",
    };
  }
  if (others.length >= LENDER_COUNT_MIN) {
    return {
      squaredError: Math.max(varianceOf(others), largestDeviation(others) ** 2),
      degreesOfFreedom: others.length - 1,
      spread: "borrowed",
    };
  }
  return {
    squaredError: ASSUMED_LOG_DEVIATION ** 2,
    degreesOfFreedom: Infinity,
    spread: "assumed",
  };
}

/**
 * Deviation of a normal population whose largest of so many samples lies as far out as here. A mean
 * forgives heavy tails, a single value does not: it may well be the next far one.
 */
function largestDeviation(logs: readonly number[]): number {
  const center = middleOf(logs);
  const farthest = Math.max(...logs.map((value) => Math.abs(value - center)));
  return farthest / normalAbove(1 / (2 * logs.length));
}

function varianceOf(values: readonly number[]): number {
  const center = meanOf(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1);
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
