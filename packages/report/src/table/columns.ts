import type { BenchmarkResult } from "@paceline/core";

import { formatTime } from "../quantity/format-time.ts";
import type { TimeUnit } from "../quantity/format-time.ts";
import { ABSENT } from "../quantity/quantity.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { BINARY_STEPS, scaleQuantity } from "../quantity/scale.ts";
import { DIGIT_COUNT_DEFAULT, digitCountOf, formatCount } from "../quantity/significant-digits.ts";
import { safeLine } from "../words/safe-text.ts";
import { allocatedBytesOf, iterationsPerRoundOf, throughputOf, timeOf } from "./benchmark-facts.ts";
import { intervalCell, marginCell, rateCell, ratioCell, roundsCell } from "./cells.ts";

/** What a cell needs besides its benchmark. */
export interface CellContext {
  readonly timeUnit: TimeUnit;
  /** Smallest median of the group, in ns: what ratios are relative to. Null when there is nothing to compare. */
  readonly bestMedianNs: number | null;
}

export interface Column {
  readonly title: string;
  /** One line for the reference page and `--help`. */
  readonly summary: string;
  readonly cell: (benchmark: BenchmarkResult, context: CellContext) => Quantity;
}

const NS_PER_SECOND = 1e9;

type TimeStatistic = "min" | "max" | "stddev" | "iqr" | "mad" | "p95" | "p99";

/** A statistic of the time of one iteration. */
const timeColumn = (statistic: TimeStatistic, summary: string): Column => ({
  title: statistic,
  summary,
  cell: (benchmark, { timeUnit }) => {
    const time = timeOf(benchmark);
    return time === undefined ? ABSENT : formatTime(time[statistic], timeUnit);
  },
});

/** Mean and median are estimates of the same thing, so they get the digits that the interval allows. */
const estimateColumn = (statistic: "mean" | "median", summary: string): Column => ({
  title: statistic,
  summary,
  cell: (benchmark, { timeUnit }) => {
    const time = timeOf(benchmark);
    return time === undefined ? ABSENT : formatTime(time[statistic], timeUnit, digitCountOf(time));
  },
});

/** Every column there is, in the order in which they are listed. Names are those of pytest-benchmark where it has them. */
export const COLUMNS = {
  min: timeColumn("min", "fastest round, time per iteration"),
  max: timeColumn("max", "slowest round"),
  mean: estimateColumn("mean", "mean over all rounds of all forks"),
  stddev: timeColumn("stddev", "standard deviation of the rounds"),
  median: estimateColumn("median", "median of the rounds"),
  interval: {
    title: "interval",
    summary: "interval of the median, from its lower to its upper bound",
    cell: (benchmark, { timeUnit }) => intervalCell(timeOf(benchmark), timeUnit),
  },
  margin: {
    title: "± median",
    summary: "the same interval as a share of the median, its wider side",
    cell: (benchmark) => marginCell(timeOf(benchmark)),
  },
  iqr: timeColumn("iqr", "distance between the quartiles"),
  outliers: {
    title: "outliers",
    summary:
      "rounds beyond one standard deviation of the mean; rounds beyond 1.5 IQR of the quartiles",
    cell: (benchmark) => {
      const time = timeOf(benchmark);
      if (time === undefined) return ABSENT;
      return { digits: `${time.outlierCountStddev};${time.outlierCountIqr}`, unit: "" };
    },
  },
  ops: {
    title: "ops/s",
    summary: "iterations per second: one over the mean",
    cell: (benchmark) => {
      const time = timeOf(benchmark);
      if (time === undefined || !(time.mean > 0)) return ABSENT;
      return rateCell(NS_PER_SECOND / time.mean, digitCountOf(time));
    },
  },
  items: {
    title: "items/s",
    summary: "items per second, for benchmarks that say how many items an iteration handles",
    cell: (benchmark) => {
      const throughput = throughputOf(benchmark);
      if (throughput === undefined) return ABSENT;
      return rateCell(throughput.median, digitCountOf(throughput));
    },
  },
  rounds: {
    title: "rounds",
    summary: "rounds of all forks × iterations in each",
    cell: (benchmark) => roundsCell(benchmark),
  },
  iterations: {
    title: "iterations",
    summary: "iterations per round",
    cell: (benchmark) => {
      const count = iterationsPerRoundOf(benchmark);
      return count === undefined ? ABSENT : { digits: formatCount(count), unit: "" };
    },
  },
  allocated: {
    title: "allocated",
    summary: "bytes allocated by one iteration",
    cell: (benchmark) => {
      const bytes = allocatedBytesOf(benchmark);
      return bytes === undefined ? ABSENT : scaleQuantity(BINARY_STEPS, bytes, DIGIT_COUNT_DEFAULT);
    },
  },
  ratio: {
    title: "ratio",
    summary: "median relative to the best of its group",
    cell: (benchmark, { bestMedianNs }) => ratioCell(timeOf(benchmark), bestMedianNs),
  },
  p95: timeColumn("p95", "95th percentile of the rounds"),
  p99: timeColumn("p99", "99th percentile of the rounds"),
  mad: timeColumn("mad", "median absolute deviation of the rounds"),
  forks: {
    title: "forks",
    summary: "fresh processes that were measured",
    cell: ({ forks }) => ({ digits: formatCount(forks.length), unit: "" }),
  },
} as const satisfies Record<string, Column>;

export type ColumnName = keyof typeof COLUMNS;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the keys of a literal, in its order
export const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

/** Title over the column; "items/s" is named for what the items are, when all agree on it. */
export function columnTitle(name: ColumnName, benchmarks: readonly BenchmarkResult[]): string {
  const { title } = COLUMNS[name];
  if (name !== "items") return title;
  const units = new Set(
    benchmarks.filter((benchmark) => throughputOf(benchmark)).map(({ itemsUnit }) => itemsUnit),
  );
  const [unit] = units;
  return units.size === 1 && unit !== null && unit !== undefined ? `${safeLine(unit)}/s` : title;
}
