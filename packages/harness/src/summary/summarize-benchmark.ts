import type { ForkResult, MetricSummary, TargetOutcome } from "@paceline/core";
import { perSecond, summarizeMetric } from "@paceline/core";
import type { MetricSamples } from "@paceline/core";

import type { BenchmarkDescriptor } from "../descriptor.ts";
import { judgeTarget } from "./judge-target.ts";

export interface BenchmarkSummary {
  /** Time first, of what is timed; throughput when there are items; allocated bytes when they could be told; then its own. */
  readonly metrics: readonly MetricSummary[];
  readonly targets: readonly TargetOutcome[];
}

/**
 * What the completed forks of a benchmark say together.
 *
 * @param forks - at least one.
 * @param seed - of the resampling for intervals.
 */
export function summarizeBenchmark(
  benchmark: BenchmarkDescriptor,
  forks: readonly ForkResult[],
  seed: number,
): BenchmarkSummary {
  const samples = metricSamples(benchmark, forks, seed);
  return {
    metrics: samples.map(summarizeMetric),
    targets: benchmark.targets.map((target) =>
      judgeTarget(
        target,
        samples.find(({ name }) => name === target.metric),
      ),
    ),
  };
}

function metricSamples(
  { itemsPerIteration, metrics, procedure }: BenchmarkDescriptor,
  forks: readonly ForkResult[],
  seed: number,
): readonly MetricSamples[] {
  const iterationNs = forks.map(({ roundNs, iterationsPerRound }) =>
    Float64Array.from(roundNs, (ns) => ns / iterationsPerRound),
  );
  const samples: MetricSamples[] = [];
  if (procedure === "time") {
    samples.push({ name: "time", unit: "ns", direction: "lower", forkSamples: iterationNs, seed });
  }
  if (procedure === "time" && itemsPerIteration !== null) {
    samples.push({
      name: "throughput",
      unit: "per-second",
      direction: "higher",
      forkSamples: iterationNs.map((fork) =>
        fork.map((ns) => perSecond(itemsPerIteration, ns) ?? 0),
      ),
      seed,
    });
  }
  const allocated = forks.flatMap(({ allocatedBytesPerIteration: bytes }) =>
    bytes === null ? [] : [Float64Array.of(bytes)],
  );
  if (allocated.length > 0) {
    samples.push({
      name: "allocatedBytes",
      unit: "bytes",
      direction: "lower",
      forkSamples: allocated,
      seed,
    });
  }
  for (const { name, unit, direction } of metrics) {
    const forkSamples = forks.flatMap(({ metricValues }) => {
      const value = metricValues[name];
      return value === undefined ? [] : [Float64Array.of(value)];
    });
    if (forkSamples.length > 0) samples.push({ name, unit, direction, forkSamples, seed });
  }
  return samples;
}
