import type { RatioInterval, Side } from "../compare/verdict.ts";
import { middleOf } from "../statistics/middle-of.ts";
import { logSignEvidence } from "./sign-evidence.ts";

/** One pair of fresh processes, reduced to what the gate needs. */
export interface PairOutcome {
  /** Head over base, for time the median over slices; positive and finite. */
  readonly ratio: number;
  /** Which side's slice came first. */
  readonly firstSide: Side;
}

/** Everything seen of one metric of one benchmark so far: immutable, a new one is made for each pair. */
export interface PairTrack {
  readonly benchmarkId: string;
  readonly group: string;
  readonly name: string;
  /** "time", or what else both sides of each pair told. */
  readonly metric: string;
  /** Of the metric: a ratio above 1 is worse where lower is better. */
  readonly direction: "lower" | "higher";
  readonly thresholdRatio: number;
  readonly pairs: readonly PairOutcome[];
  /** Largest evidence so far, as natural logarithms, for each of the four things it may show. */
  readonly logEvidence: PairEvidence;
}

/** "up" is that the median lies above the threshold; "notUp" that it lies below it. */
export interface PairEvidence {
  readonly up: number;
  readonly down: number;
  readonly notUp: number;
  readonly notDown: number;
}

/** What is known before the first pair. */
export const startTrack = (
  subject: Pick<
    PairTrack,
    "benchmarkId" | "group" | "name" | "metric" | "direction" | "thresholdRatio"
  >,
): PairTrack => ({
  ...subject,
  pairs: [],
  logEvidence: { up: 0, down: 0, notUp: 0, notDown: 0 },
});

/** The track with one more pair. */
export function addPair(track: PairTrack, pair: PairOutcome): PairTrack {
  const pairs = [...track.pairs, pair];
  const bound = 1 + track.thresholdRatio;
  const known = track.logEvidence;
  const best = (soFar: number, isAbove: (ratio: number) => boolean): number => {
    let aboveCount = 0;
    for (const { ratio } of pairs) aboveCount += Number(isAbove(ratio));
    return Math.max(soFar, logSignEvidence(aboveCount, pairs.length));
  };
  return {
    ...track,
    pairs,
    logEvidence: {
      up: best(known.up, (ratio) => ratio > bound),
      down: best(known.down, (ratio) => ratio < 1 / bound),
      notUp: best(known.notUp, (ratio) => ratio < bound),
      notDown: best(known.notDown, (ratio) => ratio > 1 / bound),
    },
  };
}

/**
 * Interval of the median ratio that holds at every number of pairs at once: the bounds that the evidence
 * has not refuted at any time. Null ends are infinite: too few pairs to bound that side.
 */
export interface RatioSequence extends Omit<RatioInterval, "low" | "high"> {
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * @param errorRatio - chance that the interval ever leaves out the true median, both sides together.
 */
export function ratioSequence(pairs: readonly PairOutcome[], errorRatio: number): RatioSequence {
  const needed = Math.log(2 / errorRatio);
  let low = -Infinity;
  let high = Infinity;
  const sorted: number[] = [];
  for (const { ratio } of pairs) {
    const at = sorted.findIndex((known) => known > ratio);
    sorted.splice(at === -1 ? sorted.length : at, 0, ratio);
    const count = sorted.length;
    // Wealth grows with the draws above, so the first that is rich enough from the end bounds the median.
    for (let above = count; above > count / 2; above -= 1) {
      if (logSignEvidence(above, count) < needed) break;
      low = Math.max(low, sorted[count - above]!);
      high = Math.min(high, sorted[above - 1]!);
    }
  }
  return {
    low: low === -Infinity ? null : low,
    high: high === Infinity ? null : high,
    confidenceRatio: 1 - errorRatio,
  };
}

/**
 * What going first is worth, as a ratio to the geometric mean of both orders: above 1 when the side that
 * goes first looks slower. Null until both orders were seen.
 */
export function orderEffect(pairs: readonly PairOutcome[]): number | null {
  const logs = (side: Side): number[] =>
    pairs.filter(({ firstSide }) => firstSide === side).map(({ ratio }) => Math.log(ratio));
  const headFirst = logs("head");
  const baseFirst = logs("base");
  if (headFirst.length === 0 || baseFirst.length === 0) return null;
  return Math.exp((middleOf(headFirst) - middleOf(baseFirst)) / 2);
}
