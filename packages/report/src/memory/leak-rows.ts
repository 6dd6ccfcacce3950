import { judgeLeak } from "@paceline/analysis";
import type { ChannelJudgement, LeakJudgement, LeakReason } from "@paceline/analysis";
import type { BenchmarkResult, LeakChannel, RunResult, WatchedClass } from "@paceline/core";

import { formatMetric } from "../quantity/format-metric.ts";
import { ABSENT, quantityText } from "../quantity/quantity.ts";
import { formatCount, formatDigits } from "../quantity/significant-digits.ts";
import { benchmarkLabel } from "../table/benchmark-facts.ts";
import { safeLine } from "../words/safe-text.ts";

/** How a row is meant to be taken, for its sign and colour. */
export type LeakTone = "good" | "bad" | "doubtful" | "quiet";

/** One leak benchmark in words. Texts are safe to print. */
export interface LeakRow {
  readonly label: string;
  readonly heap: string;
  /** Array buffers, or what else is held outside of the heap when that grows more. */
  readonly buffers: string;
  readonly workers: string;
  /** Smallest leak that the run would have found. */
  readonly detectable: string;
  readonly tone: LeakTone;
  readonly verdict: string;
  /** Sentences below the row: why it is inconclusive, what grows. */
  readonly notes: readonly string[];
}

/** Rows of all leak benchmarks of a run, in its order. */
export const leakRowsOf = ({ benchmarks, seed }: RunResult): readonly LeakRow[] =>
  benchmarks
    .filter(({ procedure }) => procedure === "leak")
    .map((benchmark) => {
      const judgement = judgeLeak(benchmark, seed);
      return judgement === null ? unmeasuredRow(benchmark) : toRow(benchmark, judgement);
    });

function unmeasuredRow(benchmark: BenchmarkResult): LeakRow {
  const isFailed = benchmark.status === "failed";
  return {
    label: benchmarkLabel(benchmark),
    heap: "",
    buffers: "",
    workers: "",
    detectable: "",
    tone: isFailed ? "bad" : "quiet",
    verdict: isFailed ? "failed" : "not measured",
    notes: [],
  };
}

function toRow(benchmark: BenchmarkResult, judgement: LeakJudgement): LeakRow {
  const growthOf = (channel: LeakChannel): number | null =>
    judgement.channels.find((each) => each.channel === channel)?.bytesPerOperation ?? null;
  const [buffer, external] = [growthOf("buffer"), growthOf("external")];
  const outside =
    buffer === null || external === null
      ? null
      : Math.max(buffer, external, growthOf("handle") ?? 0);
  return {
    label: benchmarkLabel(benchmark),
    heap: bytesText(growthOf("heap")),
    buffers: bytesText(outside),
    workers: bytesText(growthOf("worker")),
    detectable: bytesText(judgement.detectableBytesPerOperation),
    ...verdictWords(judgement),
    notes: notesOf(benchmark, judgement),
  };
}

function verdictWords({
  verdict,
  expected,
  outcome,
}: LeakJudgement): Pick<LeakRow, "tone" | "verdict"> {
  if (verdict === "inconclusive") {
    return { tone: outcome === "unexpected" ? "bad" : "doubtful", verdict: "inconclusive" };
  }
  const word = verdict === "leak" ? "leak" : "no leak";
  if (expected === "leak" && verdict === "leak") return { tone: "good", verdict: "leak, planted" };
  if (expected === "leak") return { tone: "bad", verdict: "planted, not found" };
  return { tone: verdict === "leak" ? "bad" : "good", verdict: word };
}

const REASON_WORDS: Readonly<Record<LeakReason, string>> = {
  "few-forks": "a verdict needs at least 3 processes: use --forks 3",
  "few-rounds": "a verdict needs at least 30 rounds",
  unsettled:
    "memory reached no level and no steady growth, in twice the rounds either: end what an iteration starts in quiesce, or give more rounds",
  wide: "the bound lies inside the interval: give more operations or rounds",
  small: "it grew by less than 64 KiB in the whole run: give more operations",
  "not-scaling":
    "it grew, but twice the operations did not make it grow twice as fast: something fills up, or grows with time",
};

const CHANNEL_WORDS: Readonly<Record<LeakChannel, string>> = {
  heap: "heap",
  buffer: "array buffers",
  external: "memory outside of the heap",
  handle: "native handles",
  worker: "worker threads",
};

function notesOf(benchmark: BenchmarkResult, judgement: LeakJudgement): readonly string[] {
  const isUnexpected = judgement.outcome !== "as-expected";
  return [
    ...(isUnexpected ? channelNotes(judgement.channels) : []),
    ...(judgement.isResidentOnly
      ? [
          "only the resident size grew: allocator or native code, not proven; run it again with " +
            "MALLOC_ARENA_MAX=1, or with jemalloc preloaded",
        ]
      : []),
    ...watchedNotes(benchmark),
    ...explanationNotes(benchmark),
  ];
}

/** A line for each channel that leaks, and one for all that are inconclusive for the same reason. */
function channelNotes(channels: readonly ChannelJudgement[]): readonly string[] {
  const leaks = channels.flatMap(({ channel, verdict, low, high }) =>
    verdict === "leak" && low !== null && high !== null
      ? [`${CHANNEL_WORDS[channel]}: ${bytesText(low)} to ${bytesText(high)} per operation`]
      : [],
  );
  const unclear = channels.filter(({ reason }) => reason !== null);
  const byReason = Map.groupBy(unclear, ({ reason }) => reason!);
  const reasons = Array.from(byReason, ([reason, members]) => {
    const isAll = members.length === channels.length;
    const names = members.map(({ channel }) => CHANNEL_WORDS[channel]).join(", ");
    return isAll ? REASON_WORDS[reason] : `${names}: ${REASON_WORDS[reason]}`;
  });
  return [...leaks, ...reasons];
}

/** The worst of the processes; a class that stays at its count is not worth a line. */
function watchedNotes({ forks }: BenchmarkResult): readonly string[] {
  const watched = forks.flatMap(({ leak }) => leak?.watched ?? []);
  const byClass = Map.groupBy(watched, ({ className }) => className);
  return [...byClass.values()].flatMap((counts) => {
    const worst = counts.reduce((most, each) => (growthOf(each) > growthOf(most) ? each : most));
    if (growthOf(worst) <= 0) return [];
    const { className, countBefore, countAfter, operationCount } = worst;
    return [
      `class ${safeLine(className)}: ${formatCount(countBefore)} → ${formatCount(countAfter)} instances ` +
        `in ${formatCount(operationCount)} operations`,
    ];
  });
}

const growthOf = ({ countBefore, countAfter }: WatchedClass): number => countAfter - countBefore;

const CLASS_COUNT_SHOWN = 3;

function explanationNotes({ leak }: BenchmarkResult): readonly string[] {
  const classes = leak?.explanation?.growingClasses ?? [];
  return classes.slice(0, CLASS_COUNT_SHOWN).map(({ className, instanceCounts, retainingPath }) => {
    const counts = instanceCounts.map(formatCount).join(" → ");
    const path =
      retainingPath.length === 0 ? "" : `, held by ${retainingPath.map(safeLine).join(" ← ")}`;
    return `grows: ${safeLine(className)} ${counts}${path}`;
  });
}

const BYTE_DIGIT_COUNT = 3;
/** What is below this is shown as zero: a hundredth of a byte per operation is nothing. */
const BYTES_SHOWN_MIN = 0.005;
const FRACTION_DIGIT_COUNT_MAX = 2;

/** Growth in bytes: "0 B", "0.12 B", "114 B", "1.20 KiB". */
function bytesText(bytes: number | null): string {
  if (bytes === null) return quantityText(ABSENT);
  if (Math.abs(bytes) < BYTES_SHOWN_MIN) return "0 B";
  if (Math.abs(bytes) < 100) {
    return `${formatDigits(bytes, BYTE_DIGIT_COUNT, FRACTION_DIGIT_COUNT_MAX)} B`;
  }
  return quantityText(formatMetric(bytes, "bytes", BYTE_DIGIT_COUNT));
}
