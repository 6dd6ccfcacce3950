import { changePValue, logBounds, logRatio, samePValue } from "./log-ratio.ts";
import type { LogRatio } from "./log-ratio.ts";
import { replicatesNeeded } from "./replicates-needed.ts";
import { middleOf } from "../statistics/middle-of.ts";
import type { FamilyLevel } from "./family.ts";
import type {
  ComparisonFacts,
  Judgement,
  MetricComparison,
  RatioInterval,
  Side,
} from "./verdict.ts";

/** A metric whose numbers can be compared; the verdict waits for the rest of the family. */
export interface OpenComparison {
  readonly facts: MetricFacts;
  readonly logRatio: LogRatio;
  readonly base: readonly number[];
  readonly head: readonly number[];
  readonly hostRatio: number | null;
  readonly changePValue: number;
  readonly samePValue: number;
}

/** Names, threshold and counts: what is known of a comparison without its numbers. */
export type MetricFacts = Omit<
  ComparisonFacts,
  | "baseMedian"
  | "headMedian"
  | "ratio"
  | "interval"
  | "spread"
  | "hostRatio"
  | "changePValue"
  | "samePValue"
>;

/** The replicates of both sides of one metric, found fit to be compared. */
export interface PreparedMetric {
  readonly facts: MetricFacts;
  /** One value per replicate; positive, or all zero on both sides. */
  readonly base: readonly number[];
  readonly head: readonly number[];
  /** The same replicates at one speed of the host, where yardsticks tell it: what is judged then. */
  readonly host: HostFacts | null;
}

/** One value per replicate with what the host did taken out; see `host-speed.ts`. */
export interface HostFacts {
  readonly base: readonly number[];
  readonly head: readonly number[];
  readonly hostRatio: number;
  readonly squaredError: number;
}

/**
 * Finds what can be told about one metric from its replicates.
 *
 * @param suiteVariance - what a replicate's logarithm scatters over the suite; see `squared-error.ts`.
 */
export function openComparison(
  { facts, base, head, host }: PreparedMetric,
  suiteVariance: number | null,
): OpenComparison {
  // One value throughout, such as no message lost or 936 bytes allocated: equal, and a ratio of 1. A single
  // replicate shows no such thing, unless it is zero.
  const isRepeated = base.length > 1 && head.length > 1;
  const isAtRest = [...base, ...head].every(
    (value) => value === base[0] && (isRepeated || value === 0),
  );
  const judged = host ?? { base, head, squaredError: 0 };
  const ratio = isAtRest
    ? RESTING
    : logRatio(judged.base, judged.head, {
        suiteVariance,
        carry: facts.replicate === "run" ? RUN_CARRY : 0,
        sharedSquaredError: judged.squaredError,
      });
  const logThreshold = Math.log1p(facts.thresholdRatio);
  return {
    facts,
    logRatio: ratio,
    base,
    head,
    hostRatio: isAtRest ? null : (host?.hostRatio ?? null),
    changePValue: changePValue(ratio, logThreshold),
    // A single replicate may show a change, never equivalence.
    samePValue: base.length > 1 && head.length > 1 ? samePValue(ratio, logThreshold) : 1,
  };
}

/**
 * Of runs, which follow each other on one machine: a host that is busy stays so for a while, and too few
 * runs to show it are compared. Forks of a run stand apart, with the other benchmarks between them.
 */
const RUN_CARRY = 0.4;

const RESTING: LogRatio = {
  estimate: 0,
  spread: "measured",
  standardError: 0,
  sharedSquaredError: 0,
  degreesOfFreedom: Infinity,
  meanDifference: 0,
  resamples: () => null,
};

/** Closes a comparison with the levels that Holm's procedure gave it in the two families. */
export function closeComparison(
  open: OpenComparison,
  change: FamilyLevel,
  same: FamilyLevel,
): MetricComparison {
  const level = same.isRejected ? same.errorRatio : change.errorRatio;
  const bounds = logBounds(open.logRatio, level);
  const interval: RatioInterval = {
    low: Math.exp(bounds.low),
    high: Math.exp(bounds.high),
    confidenceRatio: 1 - level,
  };
  return {
    ...open.facts,
    baseMedian: middleOf(open.base),
    headMedian: middleOf(open.head),
    ratio: Math.exp(open.logRatio.estimate),
    interval,
    spread: open.logRatio.spread,
    hostRatio: open.hostRatio,
    changePValue: open.changePValue,
    samePValue: open.samePValue,
    ...judge(open, change, same),
  };
}

function judge(open: OpenComparison, change: FamilyLevel, same: FamilyLevel): Judgement {
  if (change.isRejected) {
    const isUp = open.logRatio.estimate > 0;
    const isWorse = open.facts.direction === "higher" ? !isUp : isUp;
    return {
      verdict: isWorse ? "slower" : "faster",
      reason: { code: "interval-beyond-threshold" },
    };
  }
  if (same.isRejected) return { verdict: "same", reason: { code: "interval-inside-threshold" } };
  const lone = loneSide(open);
  if (lone !== null) return { verdict: "unclear", reason: { code: "one-replicate", side: lone } };
  const smallest = Math.min(open.changePValue, open.samePValue);
  const logThreshold = Math.log1p(open.facts.thresholdRatio);
  const isBeyond = Math.abs(open.logRatio.meanDifference) > logThreshold;
  const replicateCountNeeded = replicatesNeeded(
    open.logRatio,
    logThreshold,
    Math.min(open.base.length, open.head.length),
    (isBeyond ? change : same).errorRatio,
  );
  const code = smallest <= SINGLE_ERROR_RATIO ? "family-wise-level" : "interval-straddles";
  return { verdict: "unclear", reason: { code, replicateCountNeeded } };
}

/** The level at which a comparison alone would be decided, for the reason given when the family's is stricter. */
const SINGLE_ERROR_RATIO = 0.05;

const loneSide = ({ base, head }: OpenComparison): Side | null => {
  if (base.length === 1) return "base";
  return head.length === 1 ? "head" : null;
};
