/** Which way is better. A metric without a better way, such as a configuration echo, is "none". */
export type Direction = "lower" | "higher" | "none";

/**
 * A unit as written in documents. Canonical units only: renderers scale them for people.
 * Anything else a user's own metric needs may be spelled out ("tokens", "frames").
 */
export type Unit = "ns" | "bytes" | "per-second" | "ratio" | "count" | (string & {});

/** A two-sided interval for a statistic. `confidenceRatio` is 0.95 for a 95 % interval. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly confidenceRatio: number;
  /** What was resampled: forks when there are at least two, rounds of the only fork otherwise. */
  readonly replicate: "fork" | "round";
}

/** What a run says about one metric of one benchmark. Values are in `unit`, per iteration for time. */
export interface MetricSummary {
  /** "time" and "throughput" are the harness's own; any other name is declared by the benchmark. */
  readonly name: string;
  readonly unit: Unit;
  readonly direction: Direction;
  readonly sampleCount: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Sample standard deviation (n - 1); 0 when there is one sample. */
  readonly stddev: number;
  readonly median: number;
  /** Interval of the median, by cluster bootstrap over forks then rounds. Null when it cannot be told. */
  readonly medianInterval: Interval | null;
  readonly q1: number;
  readonly q3: number;
  readonly iqr: number;
  readonly mad: number;
  readonly p95: number;
  readonly p99: number;
  /** Samples beyond one standard deviation of the mean (pytest-benchmark's first rule). */
  readonly outlierCountStddev: number;
  /** Samples beyond 1.5 IQR of the quartiles (pytest-benchmark's second rule). */
  readonly outlierCountIqr: number;
}
