import { mean, normalQuantile, standardDeviation } from "@paceline/core";

import { middleOf } from "../statistics/middle-of.ts";

/**
 * Spread assumed where nothing shows it: the standard deviation of the logarithm of one replicate.
 *
 * Consecutive runs of unchanged code on shared continuous-integration machines differ by more than
 * 20 % in about 7 % of cases and by more than twofold in a few of ten thousand; fresh processes on a busy
 * one scatter by up to 0.4. With 0.35 a side, only a change of several times is called one.
 */
export const ASSUMED_LOG_DEVIATION = 0.35;

/** Fewer replicates can all fall into one of the two kinds that forks often come in. */
export const LONE_SPREAD_COUNT = 5;

/** Runs follow each other on a host whose state lasts for some: as few can all fall into one of its states. */
const LONE_RUN_COUNT = 20;

/** A single value strays farther than a mean: fewer others than this do not show how far. */
const LENDER_COUNT = 10;

/** Squared standard error of a side's mean logarithm, and how well it is known. */
export interface SquaredError {
  readonly squaredError: number;
  readonly degreesOfFreedom: number;
  /**
   * "borrowed" from the other side by a single replicate; "assumed" where the spread of few replicates
   * was raised to that of the suite or to {@link ASSUMED_LOG_DEVIATION}.
   */
  readonly spread: "measured" | "borrowed" | "assumed";
}

/**
 * How far the mean of some logarithms may be from what infinitely many would give.
 *
 * @param others - the other side's, from which a single replicate may borrow.
 * @param suiteVariance - mean variance of a replicate's logarithm over the suite: the least that fewer
 *   than five replicates, or fewer than twenty runs, are believed. Null when the suite is too small to tell.
 * @param carry - above 0 where replicates are runs, which follow each other.
 */
export function squaredErrorOf(
  logs: readonly number[],
  others: readonly number[],
  suiteVariance: number | null,
  carry = 0,
): SquaredError {
  if (logs.length >= LONE_SPREAD_COUNT) {
    const own = standardDeviation(logs) ** 2;
    const isLone = carry > 0 && logs.length < LONE_RUN_COUNT;
    const isRaised = isLone && suiteVariance !== null && suiteVariance > own;
    return {
      squaredError: (isRaised ? suiteVariance : own) / logs.length,
      degreesOfFreedom: logs.length - 1,
      spread: isRaised ? "assumed" : "measured",
    };
  }
  if (logs.length === 1 && others.length >= LENDER_COUNT) {
    return {
      squaredError: Math.max(standardDeviation(others), largestDeviation(others)) ** 2,
      degreesOfFreedom: others.length - 1,
      spread: "borrowed",
    };
  }
  const floor = leastVariance(logs.length, suiteVariance);
  const own = standardDeviation(logs) ** 2;
  return own > floor
    ? {
        squaredError: own / logs.length,
        degreesOfFreedom: logs.length - 1,
        spread: "measured",
      }
    : { squaredError: floor / logs.length, degreesOfFreedom: Infinity, spread: "assumed" };
}

/** Benchmarks of one suite differ in scatter, so their mean is doubled before it is believed of one. */
const SUITE_VARIANCE_FACTOR = 2;

function leastVariance(count: number, suiteVariance: number | null): number {
  const assumed = ASSUMED_LOG_DEVIATION ** 2;
  if (suiteVariance === null) return assumed;
  const ofSuite = SUITE_VARIANCE_FACTOR * suiteVariance;
  // Two replicates agree by chance too often for even the suite's scatter to be the least.
  return count > 2 ? ofSuite : Math.max(assumed, ofSuite);
}

/**
 * Deviation of a normal population whose largest of so many samples lies as far out as here. A mean
 * forgives heavy tails, a single value does not: it may well be the next far one.
 */
function largestDeviation(logs: readonly number[]): number {
  const center = middleOf(logs);
  const farthest = Math.max(...logs.map((value) => Math.abs(value - center)));
  return farthest / normalQuantile(1 - 1 / (2 * logs.length));
}

/** Sides that must show their spread before their mean speaks for the suite. */
const SUITE_SIDE_COUNT_MIN = 8;

/**
 * Mean variance of a replicate's logarithm over the sides of a suite's comparisons; null when fewer than
 * eight sides have two replicates.
 */
export function suiteVarianceOf(sides: readonly (readonly number[])[]): number | null {
  const variances = sides
    .filter((values) => values.length > 1)
    .map((values) => standardDeviation(values.map(Math.log)) ** 2);
  return variances.length < SUITE_SIDE_COUNT_MIN ? null : mean(variances);
}
