import type { MetricSummary } from "@paceline/core";

/** Statistics of time as another tool states them, in ns; what it does not state is left out. */
export interface StatedTime {
  readonly sampleCount: number;
  readonly median: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly stddev?: number;
  readonly q1?: number;
  readonly q3?: number;
  readonly p99?: number;
}

/**
 * A summary from stated statistics. What is not stated is the nearest that is: a bound by the median, a
 * percentile by the next outer one. The warning about missing samples says that it is so.
 */
export function statedSummary(stated: StatedTime): MetricSummary {
  const { sampleCount, median } = stated;
  const min = stated.min ?? median;
  const max = stated.max ?? median;
  const q1 = stated.q1 ?? median;
  const q3 = stated.q3 ?? median;
  return {
    name: "time",
    unit: "ns",
    direction: "lower",
    sampleCount,
    min,
    max,
    mean: stated.mean ?? median,
    stddev: stated.stddev ?? 0,
    median,
    medianInterval: null,
    q1,
    q3,
    iqr: q3 - q1,
    mad: (q3 - q1) / 2,
    p95: stated.p99 ?? max,
    p99: stated.p99 ?? max,
    outlierCountStddev: 0,
    outlierCountIqr: 0,
  };
}
