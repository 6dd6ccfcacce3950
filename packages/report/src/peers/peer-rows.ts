import type { BenchmarkResult, MetricSummary, PeerFigure, TargetStatistic } from "@paceline/core";

import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { DIGIT_COUNT_DEFAULT, digitCountOf } from "../quantity/significant-digits.ts";
import { benchmarkLabel, metricOf } from "../table/benchmark-facts.ts";
import { safeLine } from "../words/safe-text.ts";
import { formatRatio } from "./format-ratio.ts";

/** One row of the table in which peers stand beside us. Texts are safe to print. */
export interface PeerRow {
  /** The benchmark, and what of it is compared where that is not the time. */
  readonly label: string;
  readonly peer: string;
  readonly theirs: string;
  /** "–" when it was not measured. */
  readonly ours: string;
  readonly ratio: string;
}

export interface PeerTable {
  /** Titles of the columns in the order of the fields of a row. */
  readonly titles: PeerRow;
  /** In order of definition. */
  readonly rows: readonly PeerRow[];
  /** Where the peers were measured, one sentence for each machine and source. */
  readonly notes: readonly string[];
}

/** Said above the notes: a ratio between two machines must not be taken for one within a run. */
export const ELSEWHERE = "Peers were measured elsewhere, not in this run:";

/** All peers of a run beside our own figures; null when there are none. */
export function peerTableOf(benchmarks: readonly BenchmarkResult[]): PeerTable | null {
  const peers = benchmarks.flatMap((benchmark) => benchmark.peers);
  const [first] = peers;
  if (first === undefined) return null;
  const shared = peers.every(({ statistic }) => statistic === first.statistic)
    ? first.statistic
    : null;
  return {
    titles: {
      label: "Benchmark",
      peer: "Peer",
      theirs: `Its ${shared ?? "figure"}`,
      ours: `Our ${shared ?? "figure"}`,
      ratio: "Ratio",
    },
    rows: benchmarks.flatMap((benchmark) =>
      benchmark.peers.map((peer) => ({
        ...figuresOf(peer, metricOf(benchmark, peer.metric)),
        label: [nameOf(benchmark, benchmarks), ...qualifiersOf(peer, shared)].join(" · "),
      })),
    ),
    notes: notesOf(peers),
  };
}

function figuresOf(peer: PeerFigure, metric: MetricSummary | undefined): Omit<PeerRow, "label"> {
  const { statistic, value, unit } = peer;
  const digitCount =
    metric !== undefined && statistic === "median" ? digitCountOf(metric) : DIGIT_COUNT_DEFAULT;
  const own = formatMetric(metric?.[statistic] ?? null, metric?.unit ?? unit, digitCount);
  return {
    peer: safeLine(peer.peer),
    theirs: safeLine(quantityText(formatMetric(value, unit))),
    ours: safeLine(quantityText(own)),
    ratio: quantityText(formatRatio(peer, metric)),
  };
}

/** The group stands before a name that another group has too. */
function nameOf(benchmark: BenchmarkResult, benchmarks: readonly BenchmarkResult[]): string {
  const label = benchmarkLabel(benchmark);
  const isShared = benchmarks.some(
    (other) =>
      other.peers.length > 0 && other.group !== benchmark.group && benchmarkLabel(other) === label,
  );
  return isShared ? `${safeLine(benchmark.group)}/${label}` : label;
}

/** What the titles leave open: a metric that is not the time, a statistic that not all rows share. */
const qualifiersOf = (
  { metric, statistic }: PeerFigure,
  shared: TargetStatistic | null,
): readonly string[] => [
  ...(metric === "time" ? [] : [safeLine(metric)]),
  ...(shared === null ? [statistic] : []),
];

function notesOf(peers: readonly PeerFigure[]): readonly string[] {
  const groups = Map.groupBy(peers, ({ measuredOn, source }) =>
    [measuredOn, source].map(safeLine).join(" · "),
  );
  return Array.from(groups, ([where, members]) => {
    const names = new Set(members.map(({ peer }) => safeLine(peer)));
    return `${[...names].join(", ")}: ${where}`;
  });
}
