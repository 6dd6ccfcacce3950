import { nextPairs } from "./judge-pairs.ts";
import type { PairRules } from "./judge-pairs.ts";
import { addPair } from "./pair-track.ts";
import type { PairOutcome, PairTrack } from "./pair-track.ts";

/** What a benchmark without pairs is taken for: most are unchanged. */
const UNCHANGED: PairOutcome = { ratio: 1, firstSide: "base" };

/**
 * Pairs that a gate will still buy if every benchmark goes on as it began: its own pairs are replayed, in order and
 * over again, until all is decided. An estimate for who waits, not a bound; no verdict rests on it.
 */
export function pairsLeft(tracks: readonly PairTrack[], rules: PairRules): number {
  let played = tracks;
  let count = 0;
  for (;;) {
    const needing = new Set(nextPairs(played, rules));
    if (needing.size === 0) return count;
    count += needing.size;
    // One round: a pair for each that is undecided.
    played = played.map((track, index) => {
      if (!needing.has(track.benchmarkId)) return track;
      const { pairs: known } = tracks[index]!;
      return addPair(track, known[track.pairs.length % Math.max(1, known.length)] ?? UNCHANGED);
    });
  }
}
