import type { MetricSamples, Statistic, TargetOutcome, TargetSpec } from "@paceline/core";
import {
  bootstrapInterval,
  clusterBootstrap,
  mean,
  medianInPlace,
  quantile,
  scaleOfUnit,
  sortSamples,
} from "@paceline/core";

const STATISTICS: Readonly<Record<TargetSpec["statistic"], Statistic>> = {
  min: (values) => values.reduce((least, value) => Math.min(least, value), Infinity),
  max: (values) => values.reduce((most, value) => Math.max(most, value), -Infinity),
  mean: (values) => mean(values),
  median: medianInPlace,
  p95: (values) => quantile(sortSamples(values), 0.95),
  p99: (values) => quantile(sortSamples(values), 0.99),
};

/** Fewer rounds than this in the only fork support no interval. */
const ROUND_COUNT_MIN = 5;

/**
 * Says whether a target is met. The whole interval decides, not the measured value: a bound inside of it is
 * not proven either way, and a value without an interval proves nothing.
 *
 * @param samples - of the target's metric; undefined when the benchmark gave none.
 */
export function judgeTarget(target: TargetSpec, samples: MetricSamples | undefined): TargetOutcome {
  const { component, label, metric, statistic, below, above, isStretch = false } = target;
  const interval = samples === undefined ? null : intervalOf(samples, STATISTICS[statistic]);
  const bound = below ?? above ?? Number.NaN;
  const comparison = below === undefined ? "above" : "below";
  return {
    component,
    label,
    metric,
    statistic,
    unit: samples?.unit ?? "",
    comparison,
    bound,
    isStretch,
    value: samples === undefined ? null : STATISTICS[statistic](pool(samples)),
    intervalLow: interval?.low ?? null,
    intervalHigh: interval?.high ?? null,
    status: interval === null ? "not-proven" : statusOf(interval, comparison, bound),
  };
}

interface Bounds {
  readonly low: number;
  readonly high: number;
}

function statusOf(
  { low, high }: Bounds,
  comparison: "below" | "above",
  bound: number,
): TargetOutcome["status"] {
  if (comparison === "below") {
    if (high < bound) return "met";
    return low >= bound ? "missed" : "not-proven";
  }
  if (low > bound) return "met";
  return high <= bound ? "missed" : "not-proven";
}

function intervalOf(samples: MetricSamples, statistic: Statistic): Bounds | null {
  const { forkSamples, seed, unit } = samples;
  if (forkSamples.length >= 2) {
    return clusterBootstrap(forkSamples, { statistic, seed, scale: scaleOfUnit(unit) });
  }
  const [only] = forkSamples;
  if (only === undefined || only.length < ROUND_COUNT_MIN) return null;
  return bootstrapInterval(only, { statistic, seed, method: "percentile" });
}

const pool = ({ forkSamples }: MetricSamples): Float64Array =>
  Float64Array.from(forkSamples.flatMap((fork) => [...fork]));
