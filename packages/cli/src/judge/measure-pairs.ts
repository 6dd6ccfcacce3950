import { addPair, judgePairs, nextPairs, startTrack, thresholdFor } from "@paceline/analysis";
import type { PairTrack, SequentialVerdicts, ThresholdRule } from "@paceline/analysis";
import { hasErrorCode } from "@paceline/core";
import { runPair } from "@paceline/harness";
import type { BenchmarkDescriptor, PairResult, SettingsOptions } from "@paceline/harness";
import type { UnpairedBenchmark } from "@paceline/report";

import type { CommandIo } from "../terminal/command-io.ts";

/** Pairs of one benchmark at most: a change about as large as the threshold is never decided. */
export const PAIR_COUNT_MAX = 60;

export interface MeasureRequest {
  readonly base: MeasuredSide;
  readonly head: MeasuredSide;
  readonly settings: SettingsOptions;
  readonly thresholds: readonly ThresholdRule[];
  readonly errorRatio: number;
  readonly seed: number;
  readonly budgetMs: number;
  readonly pairCountMax?: number;
  readonly io: CommandIo;
}

/** One version of the benchmarks. */
export interface MeasuredSide {
  readonly root: string;
  readonly benchmarks: readonly BenchmarkDescriptor[];
  /** Really slower by this share, to prove that the gate sees it. */
  readonly slowdownRatio?: number;
}

export interface MeasuredPairs {
  readonly verdicts: SequentialVerdicts;
  readonly tracks: readonly PairTrack[];
  readonly unpaired: readonly UnpairedBenchmark[];
  readonly isPinned: boolean;
  readonly isBudgetSpent: boolean;
}

/** Buys pairs until every benchmark is decided, has all it may have, or the budget is spent. */
export async function measurePairs(request: MeasureRequest): Promise<MeasuredPairs> {
  const { base, head, errorRatio, pairCountMax = PAIR_COUNT_MAX, budgetMs, io } = request;
  const rules = { errorRatio, pairCountMax };
  const baseById = new Map(base.benchmarks.map((benchmark) => [benchmark.id, benchmark]));
  const headById = new Map(head.benchmarks.map((benchmark) => [benchmark.id, benchmark]));
  const unpaired: UnpairedBenchmark[] = unmatched(baseById, headById);
  const tracks = new Map(
    head.benchmarks
      .filter(({ id }) => baseById.has(id))
      .map((benchmark) => [benchmark.id, trackOf(benchmark, request.thresholds)]),
  );
  const deadline = performance.now() + budgetMs;
  let isPinned = true;
  for (;;) {
    const [next] = nextPairs([...tracks.values()], rules);
    if (next === undefined || performance.now() >= deadline || io.signal.aborted) break;
    const track = tracks.get(next)!;
    // oxlint-disable-next-line no-await-in-loop -- pairs share the machine: one at a time
    const pair = await measureOne(request, baseById.get(next)!, headById.get(next)!, track);
    if (typeof pair === "string") {
      tracks.delete(next);
      unpaired.push({
        id: next,
        group: track.group,
        reason: { code: "pair-failed", message: pair },
      });
      continue;
    }
    isPinned &&= pair.isPinned;
    const outcome = { ratio: pair.ratioMedian, firstSide: pair.firstSides[0] ?? "base" };
    tracks.set(next, addPair(track, outcome));
    showProgress([...tracks.values()], io);
  }
  io.signal.throwIfAborted();
  const verdicts = judgePairs([...tracks.values()], rules);
  const isBudgetSpent = verdicts.needsMore.length > 0;
  return { verdicts, tracks: [...tracks.values()], unpaired, isPinned, isBudgetSpent };
}

const trackOf = (benchmark: BenchmarkDescriptor, thresholds: readonly ThresholdRule[]): PairTrack =>
  startTrack({
    benchmarkId: benchmark.id,
    group: benchmark.group,
    name: benchmark.name,
    thresholdRatio: thresholdFor(thresholds, benchmark, "time"),
  });

function unmatched(
  base: ReadonlyMap<string, BenchmarkDescriptor>,
  head: ReadonlyMap<string, BenchmarkDescriptor>,
): UnpairedBenchmark[] {
  return [
    ...[...head.values()]
      .filter(({ id }) => !base.has(id))
      .map(({ id, group }) => ({ id, group, reason: { code: "missing-in-base" } as const })),
    ...[...base.values()]
      .filter(({ id }) => !head.has(id))
      .map(({ id, group }) => ({ id, group, reason: { code: "missing-in-head" } as const })),
  ];
}

/** The pair, or in words why there is none. */
async function measureOne(
  { base, head, settings, seed, io }: MeasureRequest,
  baseBenchmark: BenchmarkDescriptor,
  headBenchmark: BenchmarkDescriptor,
  track: PairTrack,
): Promise<PairResult | string> {
  const { slowdownRatio = 0 } = head;
  try {
    const pair = await runPair({
      base: { root: base.root, benchmark: baseBenchmark },
      head: { root: head.root, benchmark: headBenchmark, slowdownRatio },
      pairIndex: track.pairs.length,
      seed,
      settings,
      signal: io.signal,
    });
    const isFit = Number.isFinite(pair.ratioMedian) && pair.ratioMedian > 0;
    return isFit ? pair : "a slice took no time at all";
  } catch (error) {
    io.signal.throwIfAborted();
    if (!hasErrorCode(error, "PACELINE_PAIR_FAILED") || !(error instanceof Error)) throw error;
    return error.message;
  }
}

/** One line that is written over, for who watches. */
function showProgress(tracks: readonly PairTrack[], { err }: CommandIo): void {
  if (!err.isTerminal) return;
  const pairCount = tracks.reduce((sum, { pairs }) => sum + pairs.length, 0);
  err.write(`\r${pairCount} pairs of ${tracks.length} benchmarks`);
}
