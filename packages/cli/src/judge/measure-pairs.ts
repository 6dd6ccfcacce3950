import { judgePairs, nextPairs } from "@paceline/analysis";
import type { Allowances, PairTrack, SequentialVerdicts, ThresholdRule } from "@paceline/analysis";
import { hasErrorCode } from "@paceline/core";
import { runPair } from "@paceline/harness";
import type { BenchmarkDescriptor, PairResult, SettingsOptions } from "@paceline/harness";
import type { UnpairedBenchmark } from "@paceline/report";

import type { CommandIo } from "../terminal/command-io.ts";
import { createActivityLine } from "../progress/activity-line.ts";
import { addToTracks, startTracks } from "./benchmark-tracks.ts";
import type { BenchmarkTracks } from "./benchmark-tracks.ts";
import { pairProgress } from "./pair-progress.ts";

/** Pairs of one benchmark at most: a change about as large as the threshold is never decided. */
export const PAIR_COUNT_MAX = 60;

export interface MeasureRequest {
  readonly base: MeasuredSide;
  readonly head: MeasuredSide;
  readonly settings: SettingsOptions;
  readonly thresholds: readonly ThresholdRule[];
  readonly errorRatio: number;
  readonly allow: Allowances;
  readonly seed: number;
  readonly budgetMs: number;
  readonly pairCountMax?: number;
  /** What the pairs are for, in a few words, where a command measures more than once. */
  readonly purpose?: string;
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
  const { errorRatio, pairCountMax = PAIR_COUNT_MAX, budgetMs, io } = request;
  const rules = { errorRatio, pairCountMax };
  const { matched, unpaired } = matchSides(request);
  const startedMs = performance.now();
  const elapsedRatio = (): number => (performance.now() - startedMs) / budgetMs;
  let isPinned = true;
  const tracks = (): readonly PairTrack[] => [...matched.values()].flatMap((one) => one.tracks);
  using line = createActivityLine(io);
  for (;;) {
    const undecided = nextPairs(tracks(), rules);
    const [next] = undecided;
    if (next === undefined || elapsedRatio() >= 1 || io.signal.aborted) break;
    const known = matched.get(next)!;
    if (io.err.isTerminal) {
      const { purpose } = request;
      const { text, doneRatio } = pairProgress(tracks(), undecided, { rules, purpose });
      line.show(text, Math.max(doneRatio, elapsedRatio()));
    }
    // oxlint-disable-next-line no-await-in-loop -- pairs share the machine: one at a time
    const pair = await measureOne(request, known);
    if (typeof pair === "string") {
      matched.delete(next);
      const reason = { code: "pair-failed", message: pair } as const;
      unpaired.push({ id: next, group: known.head.group, reason });
      continue;
    }
    isPinned &&= pair.isPinned;
    matched.set(next, addToTracks(known, pair, request));
  }
  io.signal.throwIfAborted();
  const verdicts = judgePairs(tracks(), rules);
  return {
    verdicts,
    tracks: tracks(),
    unpaired: [...unpaired, ...[...matched.values()].flatMap(({ refused }) => refused)],
    isPinned,
    isBudgetSpent: verdicts.needsMore.length > 0,
  };
}

interface MatchedSides {
  readonly matched: Map<string, BenchmarkTracks>;
  /** Benchmarks that one side has alone, unless that is allowed. */
  readonly unpaired: UnpairedBenchmark[];
}

/** Only time is worth taking turns for: memory is the same beside any other process, and `run` judges it. */
export const isTimed = ({ procedure }: BenchmarkDescriptor): boolean => procedure === "time";

function matchSides(request: MeasureRequest): MatchedSides {
  const { allow } = request;
  const base = request.base.benchmarks.filter(isTimed);
  const head = request.head.benchmarks.filter(isTimed);
  const baseById = new Map(base.map((benchmark) => [benchmark.id, benchmark]));
  const headIds = new Set(head.map(({ id }) => id));
  const matched = new Map<string, BenchmarkTracks>();
  const unpaired: UnpairedBenchmark[] = [];
  for (const benchmark of head) {
    const { id, group } = benchmark;
    const other = baseById.get(id);
    if (other !== undefined) matched.set(id, startTracks(other, benchmark, request));
    else if (allow.newBenchmarks !== true) {
      unpaired.push({ id, group, reason: { code: "missing-in-base" } });
    }
  }
  if (allow.missingBenchmarks === true) return { matched, unpaired };
  for (const { id, group } of base) {
    if (!headIds.has(id)) unpaired.push({ id, group, reason: { code: "missing-in-head" } });
  }
  return { matched, unpaired };
}

/** The pair, or in words why there is none. */
async function measureOne(
  { base, head, settings, seed, io }: MeasureRequest,
  known: BenchmarkTracks,
): Promise<PairResult | string> {
  const { slowdownRatio = 0 } = head;
  try {
    const pair = await runPair({
      base: { root: base.root, benchmark: known.base },
      head: { root: head.root, benchmark: known.head, slowdownRatio },
      pairIndex: known.tracks[0]!.pairs.length,
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
