import { pairsLeft } from "@paceline/analysis";
import type { PairRules, PairTrack } from "@paceline/analysis";
import { safeLine } from "@paceline/report";

/** Where a gate is: what is measured next, and how far it is if all go on as they began. */
export interface PairProgress {
  readonly text: string;
  /** In [0, 1]; pairs take about equally long. */
  readonly doneRatio: number;
}

interface PairProgressRules {
  readonly rules: PairRules;
  readonly purpose: string | undefined;
}

/**
 * @param undecided - ids of benchmarks that need more pairs, the next first; not empty.
 */
export function pairProgress(
  tracks: readonly PairTrack[],
  undecided: readonly string[],
  { rules, purpose }: PairProgressRules,
): PairProgress {
  const benchmarks = new Map<string, number>();
  for (const { benchmarkId, pairs } of tracks) {
    benchmarks.set(benchmarkId, Math.max(benchmarks.get(benchmarkId) ?? 0, pairs.length));
  }
  const pairCount = [...benchmarks.values()].reduce((sum, count) => sum + count, 0);
  const decidedCount = benchmarks.size - undecided.length;
  const next = undecided[0]!;
  const parts = [
    ...(purpose === undefined ? [] : [purpose]),
    `${decidedCount}/${benchmarks.size} decided`,
    `pair ${benchmarks.get(next)! + 1} of ${safeLine(next)}`,
  ];
  return {
    text: parts.join(", "),
    doneRatio: pairCount === 0 ? 0 : pairCount / (pairCount + pairsLeft(tracks, rules)),
  };
}
