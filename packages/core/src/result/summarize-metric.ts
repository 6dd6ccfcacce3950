import { InvalidSamplesError } from "../errors.ts";
import { bootstrapInterval } from "../statistics/bootstrap.ts";
import { clusterBootstrap } from "../statistics/cluster-bootstrap.ts";
import { mean } from "../statistics/mean.ts";
import { medianAbsoluteDeviation } from "../statistics/median-absolute-deviation.ts";
import { medianInPlace } from "../statistics/median.ts";
import { countOutliers } from "../statistics/outliers.ts";
import { quantile } from "../statistics/quantile.ts";
import { quartiles } from "../statistics/quartiles.ts";
import { sortSamples } from "../statistics/sorted-samples.ts";
import { standardDeviation } from "../statistics/standard-deviation.ts";
import type { Direction, Interval, MetricSummary, Unit } from "./metric.ts";

/** Fewer rounds than this in the only fork show too little of their spread for any interval. */
const ROUND_COUNT_MIN = 5;
const CONFIDENCE_RATIO = 0.95;

export interface MetricSamples {
  readonly name: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** One array per completed fork, one value per round, in `unit`. */
  readonly forkSamples: readonly Float64Array[];
  /** Seed of the resampling: the same samples and seed give the same interval. */
  readonly seed: number;
}

/**
 * Says what a run says about one metric, from all rounds of all its forks.
 *
 * @throws {InvalidSamplesError} when there is no fork, a fork has no samples, or a sample is not finite.
 */
export function summarizeMetric(samples: MetricSamples): MetricSummary {
  const { name, unit, direction, forkSamples } = samples;
  const pooled = Float64Array.from(forkSamples.flatMap((fork) => [...fork]));
  const unfit = pooled.find((sample) => !Number.isFinite(sample));
  if (unfit !== undefined) {
    throw new InvalidSamplesError(`metric "${name}" has the sample ${unfit}: give finite numbers`);
  }
  const sorted = sortSamples(pooled);
  const { q1, median, q3, iqr } = quartiles(sorted);
  const { stddevCount, iqrCount } = countOutliers(sorted);
  return {
    name,
    unit,
    direction,
    sampleCount: sorted.length,
    min: sorted[0]!,
    max: sorted.at(-1)!,
    mean: mean(sorted),
    stddev: standardDeviation(sorted),
    median,
    medianInterval: medianIntervalOf(samples),
    q1,
    q3,
    iqr,
    mad: medianAbsoluteDeviation(sorted),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    outlierCountStddev: stddevCount,
    outlierCountIqr: iqrCount,
  };
}

/** Times and rates cannot be negative; a metric of another unit, such as growth in bytes, can. */
export const scaleOfUnit = (unit: Unit): "linear" | "ratio" =>
  unit === "ns" || unit === "per-second" ? "ratio" : "linear";

/** Over forks when there are several; over rounds, which flatters, when there is one; else not at all. */
function medianIntervalOf({ forkSamples, unit, seed }: MetricSamples): Interval | null {
  const options = { statistic: medianInPlace, seed, confidenceRatio: CONFIDENCE_RATIO };
  if (forkSamples.length >= 2) {
    const { low, high } = clusterBootstrap(forkSamples, { ...options, scale: scaleOfUnit(unit) });
    return { low, high, confidenceRatio: CONFIDENCE_RATIO, replicate: "fork" };
  }
  const [only] = forkSamples;
  if (only === undefined || only.length < ROUND_COUNT_MIN) return null;
  // Percentiles, because the jackknife of a median, on which "bca" rests, does not converge.
  const { low, high } = bootstrapInterval(only, { ...options, method: "percentile" });
  return { low, high, confidenceRatio: CONFIDENCE_RATIO, replicate: "round" };
}
