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

/** One benchmark, judged by the pairs so far. */
export type PairComparison = PairJudgement & {
  readonly benchmarkId: string;
  readonly group: string;
  readonly name: string;
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
  const comparisons = tracks.map((track, index) => ({
    ...describe(track, levels[index]!),
    ...judge(track, levels[index]!, pairCountMax),
  }));
  const unchanged = comparisons.filter(
    ({ verdict, ratio }) => ratio !== null && verdict !== "slower" && verdict !== "faster",
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

function undecided(
  tracks: readonly PairTrack[],
  levels: readonly Levels[],
  pairCountMax: number,
): readonly string[] {
  return tracks
    .filter((track, index) => {
      const { change, same } = levels[index]!;
      return !change.isRejected && !same.isRejected && track.pairs.length < pairCountMax;
    })
    .toSorted((a, b) => a.pairs.length - b.pairs.length)
    .map(({ benchmarkId }) => benchmarkId);
}

function levelsOf(tracks: readonly PairTrack[], errorRatio: number): readonly Levels[] {
  assert(errorRatio > 0 && errorRatio < 0.5, `error ratio ${errorRatio} is outside (0, 0.5)`);
  const changes = familyLevels(tracks.map(changeAlways), errorRatio);
  const sames = familyLevels(tracks.map(sameAlways), errorRatio);
  return tracks.map((_, index) => ({ change: changes[index]!, same: sames[index]! }));
}

/** Two directions are tested, hence the factor 2. */
const changeAlways = ({ logEvidence: { slower, faster } }: PairTrack): number =>
  Math.min(1, 2 * Math.exp(-Math.max(slower, faster)));

/** Equivalence needs both one-sided tests, so the weaker one speaks; doubled to match a two-sided interval. */
const sameAlways = ({ logEvidence: { notSlower, notFaster } }: PairTrack): number =>
  Math.min(1, 2 * Math.exp(-Math.min(notSlower, notFaster)));

interface Levels {
  readonly change: FamilyLevel;
  readonly same: FamilyLevel;
}

function describe(
  track: PairTrack,
  { change, same }: Levels,
): Omit<PairComparison, "verdict" | "reason"> {
  const { benchmarkId, group, name, thresholdRatio, pairs } = track;
  return {
    benchmarkId,
    group,
    name,
    thresholdRatio,
    pairCount: pairs.length,
    ratio: pairs.length === 0 ? null : middleOf(pairs.map(({ ratio }) => ratio)),
    interval: ratioSequence(pairs, same.isRejected ? same.errorRatio : change.errorRatio),
    orderEffectRatio: orderEffect(pairs),
  };
}

function judge(track: PairTrack, { change, same }: Levels, pairCountMax: number): PairJudgement {
  if (change.isRejected) {
    const { slower, faster } = track.logEvidence;
    return {
      verdict: slower > faster ? "slower" : "faster",
      reason: { code: "interval-beyond-threshold" },
    };
  }
  if (same.isRejected) return { verdict: "same", reason: { code: "interval-inside-threshold" } };
  return {
    verdict: "unclear",
    reason:
      track.pairs.length < pairCountMax
        ? { code: "needs-more-pairs" }
        : { code: "pair-limit", pairCountMax },
  };
}
