import { assert } from "@paceline/core";

import { familyLevels } from "../compare/family.ts";
import type { FamilyLevel } from "../compare/family.ts";
import { auditSymmetry } from "../compare/symmetry.ts";
import type { SymmetryAudit } from "../compare/symmetry.ts";
import type { DecidedReason, InvalidReason } from "../compare/verdict.ts";
import { middleOf } from "../statistics/middle-of.ts";
import { orderEffect, ratioSequence } from "./pair-track.ts";
import type { PairTrack, RatioSequence } from "./pair-track.ts";

export type PairUnclearReason =
  /** Decided neither way yet, and more pairs may be bought. */
  | { readonly code: "needs-more-pairs" }
  /** Decided neither way with as many pairs as one benchmark may have. */
  | { readonly code: "pair-limit"; readonly pairCountMax: number };

export type PairJudgement =
  | { readonly verdict: "faster" | "slower" | "same"; readonly reason: DecidedReason }
  | { readonly verdict: "unclear"; readonly reason: PairUnclearReason }
  | { readonly verdict: "invalid"; readonly reason: InvalidReason | PairFailure };

/** The pair could not be measured: what failed is in the run's own errors. */
export interface PairFailure {
  readonly code: "pair-failed";
  readonly message: string;
}

/** One metric of one benchmark, judged by the pairs so far. */
export type PairComparison = PairJudgement & {
  readonly benchmarkId: string;
  readonly group: string;
  readonly name: string;
  readonly metric: string;
  readonly direction: "lower" | "higher";
  readonly thresholdRatio: number;
  readonly pairCount: number;
  /** Median over pairs of head / base; null before the first. */
  readonly ratio: number | null;
  readonly interval: RatioSequence;
  readonly orderEffectRatio: number | null;
};

export interface SequentialVerdicts {
  readonly errorRatio: number;
  readonly comparisons: readonly PairComparison[];
  /** Undecided benchmarks that may have more pairs, those with the fewest first. Empty: stop. */
  readonly needsMore: readonly string[];
  readonly symmetry: SymmetryAudit;
}

export interface PairRules {
  /** Chance of any false verdict over the whole gate, however often it is looked at. */
  readonly errorRatio: number;
  /** Pairs after which a benchmark is left unclear. */
  readonly pairCountMax: number;
}

/**
 * Judges all benchmarks of a gate by the pairs so far, and says which need more. Pure: calling it after
 * every pair is the whole stopping rule.
 *
 * The chance of any false "faster" or "slower" in the suite, at any time, is at most `errorRatio`; that of
 * any false "same" likewise. A p-value that holds at every time is 1 / (largest evidence so far), and
 * Holm's procedure takes p-values of any dependence.
 */
export function judgePairs(tracks: readonly PairTrack[], rules: PairRules): SequentialVerdicts {
  const { errorRatio, pairCountMax } = rules;
  const levels = levelsOf(tracks, errorRatio);
  const counts = pairCounts(tracks);
  const comparisons = tracks.map((track, index) => ({
    ...describe(track, levels[index]!),
    ...judge(track, levels[index]!, {
      pairCountMax,
      isAtLimit: counts.get(track.benchmarkId)! >= pairCountMax,
    }),
  }));
  const unchanged = comparisons.filter(
    ({ metric, verdict, ratio }) =>
      metric === "time" && ratio !== null && verdict !== "slower" && verdict !== "faster",
  );
  return {
    errorRatio,
    comparisons,
    needsMore: undecided(tracks, levels, pairCountMax),
    symmetry: auditSymmetry(unchanged.map(({ ratio }) => Math.log(ratio ?? 1))),
  };
}

/** The `needsMore` of {@link judgePairs} alone, which is all that is asked after most pairs. */
export const nextPairs = (
  tracks: readonly PairTrack[],
  { errorRatio, pairCountMax }: PairRules,
): readonly string[] => undecided(tracks, levelsOf(tracks, errorRatio), pairCountMax);

/** Benchmarks with an undecided metric: a pair measures all metrics of a benchmark at once. */
function undecided(
  tracks: readonly PairTrack[],
  levels: readonly Levels[],
  pairCountMax: number,
): readonly string[] {
  const counts = pairCounts(tracks);
  const open = tracks.filter(({ benchmarkId }, index) => {
    const { change, same } = levels[index]!;
    return !change.isRejected && !same.isRejected && counts.get(benchmarkId)! < pairCountMax;
  });
  return [...new Set(open.map(({ benchmarkId }) => benchmarkId))].toSorted(
    (a, b) => counts.get(a)! - counts.get(b)!,
  );
}

/** Pairs bought of each benchmark. Its metrics may have fewer, since not every pair tells all of them. */
function pairCounts(tracks: readonly PairTrack[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { benchmarkId, pairs } of tracks) {
    counts.set(benchmarkId, Math.max(counts.get(benchmarkId) ?? 0, pairs.length));
  }
  return counts;
}

function levelsOf(tracks: readonly PairTrack[], errorRatio: number): readonly Levels[] {
  assert(errorRatio > 0 && errorRatio < 0.5, `error ratio ${errorRatio} is outside (0, 0.5)`);
  const changes = familyLevels(tracks.map(changeAlways), errorRatio);
  const sames = familyLevels(tracks.map(sameAlways), errorRatio);
  return tracks.map((_, index) => ({ change: changes[index]!, same: sames[index]! }));
}

/** Two directions are tested, hence the factor 2. */
const changeAlways = ({ logEvidence: { up, down } }: PairTrack): number =>
  Math.min(1, 2 * Math.exp(-Math.max(up, down)));

/** Equivalence needs both one-sided tests, so the weaker one speaks; doubled to match a two-sided interval. */
const sameAlways = ({ logEvidence: { notUp, notDown } }: PairTrack): number =>
  Math.min(1, 2 * Math.exp(-Math.min(notUp, notDown)));

interface Levels {
  readonly change: FamilyLevel;
  readonly same: FamilyLevel;
}

function describe(
  track: PairTrack,
  { change, same }: Levels,
): Omit<PairComparison, "verdict" | "reason"> {
  const { benchmarkId, group, name, metric, direction, thresholdRatio, pairs } = track;
  return {
    benchmarkId,
    group,
    name,
    metric,
    direction,
    thresholdRatio,
    pairCount: pairs.length,
    ratio: pairs.length === 0 ? null : middleOf(pairs.map(({ ratio }) => ratio)),
    interval: ratioSequence(pairs, same.isRejected ? same.errorRatio : change.errorRatio),
    orderEffectRatio: orderEffect(pairs),
  };
}

function judge(
  track: PairTrack,
  { change, same }: Levels,
  { pairCountMax, isAtLimit }: { readonly pairCountMax: number; readonly isAtLimit: boolean },
): PairJudgement {
  if (change.isRejected) {
    const isUp = track.logEvidence.up > track.logEvidence.down;
    return {
      verdict: isUp === (track.direction === "lower") ? "slower" : "faster",
      reason: { code: "interval-beyond-threshold" },
    };
  }
  if (same.isRejected) return { verdict: "same", reason: { code: "interval-inside-threshold" } };
  return {
    verdict: "unclear",
    reason: isAtLimit ? { code: "pair-limit", pairCountMax } : { code: "needs-more-pairs" },
  };
}
