import { mean } from "@paceline/core";

import type { RunSeries } from "./run-sums.ts";
import { reachOf, welchDifference } from "./welch-difference.ts";
import type { MeanDifference } from "./welch-difference.ts";

/**
 * `changed`: the family of tests finds it, and it is larger than the tolerance.
 * `unchanged`: the whole interval is within the tolerance.
 * `cannot-tell`: neither; more runs would say.
 */
export type EffectVerdict = "changed" | "unchanged" | "cannot-tell";

/** What changed of one quantity, with its interval. Weights are per what the sides were divided by. */
export interface Effect {
  /** Mean over the runs. */
  readonly base: number;
  readonly head: number;
  /** head - base, exactly. */
  readonly delta: number;
  /** Interval of the delta; null with fewer than two runs on a side, which show no spread. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Smallest false discovery rate at which it is found; null without interval or with too few samples. */
  readonly qValue: number | null;
  readonly verdict: EffectVerdict;
  /** Runs to add on each side so that it can probably be told; null when it is, or no number would do. */
  readonly extraRunCount: number | null;
  readonly baseSampleCount: number;
  readonly headSampleCount: number;
  /** delta / base; null from fewer than 20 samples of the base, of which no percentage can be believed. */
  readonly changeRatio: number | null;
}

/** Below this many samples a percentage is noise: sqrt(20) is 22 % of 20. */
export const SAMPLE_COUNT_MIN = 20;

/** Runs per side at which a process shows its spread well enough; asked for where there is none. */
export const RUN_COUNT_WANTED = 8;

/** More than this nobody would wait for. */
const EXTRA_RUN_COUNT_MAX = 1000;

/** A quantity on both sides, before it is known what else is tested with it. */
export interface TestedDifference {
  readonly base: RunSeries;
  readonly head: RunSeries;
  /** Null with fewer than two runs on a side. */
  readonly difference: MeanDifference | null;
}

export function testDifference(base: RunSeries, head: RunSeries): TestedDifference {
  const isReplicated = base.values.length >= 2 && head.values.length >= 2;
  return { base, head, difference: isReplicated ? welchDifference(base, head) : null };
}

export interface JudgeOptions {
  /** Chance of a false alarm, in (0, 1). */
  readonly errorRatio: number;
  /** Change that does not matter, in the unit of the values; at least 0. */
  readonly tolerance: number;
}

/** @param qValue - of the family that it was tested in; null when it was not. */
export function judgeEffect(
  { base, head, difference }: TestedDifference,
  qValue: number | null,
  options: JudgeOptions,
): Effect {
  const baseMean = mean(base.values);
  const headMean = mean(head.values);
  const delta = headMean - baseMean;
  const reach = difference === null ? null : reachOf(difference, 1 - options.errorRatio);
  const verdict = verdictOf(delta, reach, { qValue, ...options });
  return {
    base: baseMean,
    head: headMean,
    delta,
    interval: reach === null ? null : { low: delta - reach, high: delta + reach },
    qValue,
    verdict,
    extraRunCount:
      verdict === "cannot-tell"
        ? extraRuns(
            delta,
            reach,
            options.tolerance,
            Math.min(base.values.length, head.values.length),
          )
        : null,
    baseSampleCount: base.sampleCount,
    headSampleCount: head.sampleCount,
    changeRatio: base.sampleCount < SAMPLE_COUNT_MIN || baseMean === 0 ? null : delta / baseMean,
  };
}

function verdictOf(
  delta: number,
  reach: number | null,
  { qValue, errorRatio, tolerance }: JudgeOptions & { readonly qValue: number | null },
): EffectVerdict {
  if (reach === null) return "cannot-tell";
  if (Math.abs(delta) + reach <= tolerance) return "unchanged";
  const isFound = qValue !== null && qValue <= errorRatio;
  return isFound && Math.abs(delta) > tolerance ? "changed" : "cannot-tell";
}

/**
 * The interval narrows with the square root of the runs. It has to come clear of zero when the change is
 * beyond the tolerance, and inside the tolerance when it is not.
 */
function extraRuns(
  delta: number,
  reach: number | null,
  tolerance: number,
  runCount: number,
): number | null {
  if (reach === null) return Math.max(1, RUN_COUNT_WANTED - runCount);
  const size = Math.abs(delta);
  const room = size > tolerance ? size : tolerance - size;
  if (room === 0) return null;
  const wanted = Math.ceil(runCount * (reach / room) ** 2);
  const extra = Math.max(1, wanted - runCount);
  return extra > EXTRA_RUN_COUNT_MAX ? null : extra;
}
