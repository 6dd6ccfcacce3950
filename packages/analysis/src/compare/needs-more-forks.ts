import { standardDeviation, studentTTail } from "@paceline/core";
import type { BenchmarkResult } from "@paceline/core";

import { middleOf } from "../statistics/middle-of.ts";
import { ERROR_RATIO_DEFAULT } from "./family.ts";
import { adjustForHost } from "./host-speed.ts";
import { thresholdFor } from "./threshold.ts";
import type { ThresholdRule } from "./threshold.ts";

export interface ForkNeed {
  readonly thresholds: readonly ThresholdRule[];
  /** Benchmarks whose time is judged beside it: the more, the stricter each verdict is. */
  readonly judgedCount: number;
}

/** Fewer do not show how much they differ. */
const FORK_COUNT_MIN = 3;

/** So many standard errors may the two sides of unchanged code be apart: nineteen of twenty pairs are closer. */
const DIFFERENCE_DEVIATIONS = 1.96;

/** Where even so many times the threshold could not be told with all the forks there may be, more are lost time. */
const HOPELESS_FACTOR = 2;

/**
 * Whether the forks of a benchmark differ too much for a comparison with a run like this one: unchanged code would not be
 * told the same within its threshold, nor a change of twice the threshold found.
 *
 * What the host did, as far as yardsticks tell, is taken out before, as it will be then. Stopping at the first few forks that
 * happen to agree makes them look a little more alike than they are; `needs-more-forks.test.ts` shows what that costs.
 *
 * @returns false for what is not timed or took no time, below three forks, and where the most forks it may get would bring it nowhere near.
 */
export function needsMoreForks(
  benchmark: BenchmarkResult,
  { thresholds, judgedCount }: ForkNeed,
): boolean {
  const { forks, settings, procedure = "time" } = benchmark;
  if (procedure !== "time" || forks.length < FORK_COUNT_MIN) return false;
  const logThreshold = Math.log1p(thresholdFor(thresholds, benchmark, "time"));
  const times = adjustForHost([forks], [forks])?.base.flat() ?? forks.map(timeOf);
  if (times.some((ns) => !(ns > 0))) return false;
  const deviation = standardDeviation(times.map(Math.log));
  const errorRatio = ERROR_RATIO_DEFAULT / Math.max(1, judgedCount);
  const isTold = (count: number, bound: number): boolean => {
    const standardError = deviation * Math.sqrt(2 / count);
    if (standardError === 0) return true;
    const inside = bound / standardError - DIFFERENCE_DEVIATIONS;
    return inside > 0 && 2 * studentTTail(inside, 2 * (count - 1)) <= errorRatio;
  };
  return (
    !isTold(forks.length, logThreshold) &&
    isTold(settings.forkCountMax ?? settings.forkCount, HOPELESS_FACTOR * logThreshold)
  );
}

const timeOf = ({ roundNs, iterationsPerRound }: BenchmarkResult["forks"][number]): number =>
  middleOf(roundNs) / iterationsPerRound;
