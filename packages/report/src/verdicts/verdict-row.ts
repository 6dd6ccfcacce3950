import type {
  Comparison,
  InvalidReason,
  MetricComparison,
  PairComparison,
  PairFailure,
  SequentialVerdicts,
  Verdict,
} from "@paceline/analysis";

import { formatChange } from "./change-text.ts";
import { reasonWords } from "./reason-words.ts";
import type { SideNames } from "./reason-words.ts";

/** One line of a table of verdicts, whether stored results or pairs were judged. */
export interface VerdictRow {
  readonly id: string;
  readonly group: string;
  /** The benchmark, and the metric when it is not time. */
  readonly label: string;
  readonly verdict: Verdict;
  /** Head over base; null where nothing could be compared. */
  readonly ratio: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidenceRatio: number | null;
  readonly thresholdRatio: number;
  /** Replicates or pairs, in words: "5 forks a side". */
  readonly evidence: string;
  readonly reason: string;
}

export const rowsOfComparison = (
  { comparisons }: Comparison,
  names?: SideNames,
): readonly VerdictRow[] => comparisons.map((comparison) => rowOfMetric(comparison, names));

function rowOfMetric(comparison: MetricComparison, names?: SideNames): VerdictRow {
  const { benchmarkId, group, metric, verdict, ratio, interval, thresholdRatio } = comparison;
  const { baseReplicateCount: base, headReplicateCount: head, replicate } = comparison;
  const counts = base === head ? `${base}` : `${base} and ${head}`;
  return {
    id: benchmarkId,
    group,
    label: labelOf(benchmarkId, metric),
    verdict,
    ratio,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    confidenceRatio: interval?.confidenceRatio ?? null,
    thresholdRatio,
    evidence: base === 0 ? "" : `${counts} ${replicate}${base + head > 2 ? "s" : ""} a side`,
    reason: [reasonWords(comparison.reason, names), hostWords(comparison)]
      .filter((words) => words !== "")
      .join("; "),
  };
}

/** What the host did to a time is told where it alone could have been taken for a small change. */
const HOST_RATIO_TOLD = 1.02;

function hostWords({ hostRatio }: MetricComparison): string {
  if (hostRatio === null || Math.max(hostRatio, 1 / hostRatio) < HOST_RATIO_TOLD) return "";
  return `taken out: ${formatChange(hostRatio)} by the speed of the host`;
}

const labelOf = (id: string, metric: string): string =>
  metric === "time" ? id : `${id} · ${metric}`;

/** A benchmark that could not be measured in pairs, or a metric of one that could not be compared. */
export interface UnpairedBenchmark {
  readonly id: string;
  readonly group: string;
  /** "time" when not said: the benchmark as a whole. */
  readonly metric?: string;
  readonly reason: InvalidReason | PairFailure;
}

export const rowsOfPairs = (
  { comparisons }: SequentialVerdicts,
  unpaired: readonly UnpairedBenchmark[] = [],
): readonly VerdictRow[] => [
  ...comparisons.map(rowOfPairs),
  ...unpaired.map(({ id, group, metric = "time", reason }) => ({
    id,
    group,
    label: labelOf(id, metric),
    verdict: "invalid" as const,
    ratio: null,
    low: null,
    high: null,
    confidenceRatio: null,
    thresholdRatio: 0,
    evidence: "",
    reason: reasonWords(reason),
  })),
];

const rowOfPairs = (comparison: PairComparison): VerdictRow => ({
  id: comparison.benchmarkId,
  group: comparison.group,
  label: labelOf(comparison.benchmarkId, comparison.metric),
  verdict: comparison.verdict,
  ratio: comparison.ratio,
  low: comparison.interval.low,
  high: comparison.interval.high,
  confidenceRatio: comparison.interval.confidenceRatio,
  thresholdRatio: comparison.thresholdRatio,
  evidence: `${comparison.pairCount} pair${comparison.pairCount === 1 ? "" : "s"}`,
  reason: reasonWords(comparison.reason),
});
