import type { ForkResult, MetricSummary, Warning } from "@paceline/core";
import { median, sortSamples } from "@paceline/core";

/** Two forks or one have too little to say about how forks differ. */
export const FORK_COUNT_FEW = 3;
/** Slowest fork over fastest, by their medians, above which a run would not repeat. */
export const FORK_MEDIAN_RATIO_MAX = 1.1;
/** Share of outliers above which the median hides a second mode. */
export const OUTLIER_RATIO_MAX = 0.1;
/** An iteration this near to an empty one may be empty; the factor is mitata's. */
export const NOOP_FACTOR = 1.42;
/** Share of the event loop's own cost in an asynchronous iteration. */
export const ASYNC_OVERHEAD_RATIO_MAX = 0.1;

/** What may be wrong with a benchmark's numbers as a whole. */
export function benchmarkWarnings(
  forks: readonly ForkResult[],
  time: MetricSummary,
  isAsync: boolean,
): readonly Warning[] {
  const warnings: Warning[] = [];
  if (forks.length < FORK_COUNT_FEW) warnings.push({ code: "few-forks", forkCount: forks.length });
  const medians = forks.map(
    ({ roundNs, iterationsPerRound }) => median(sortSamples(roundNs)) / iterationsPerRound,
  );
  const medianRatio = Math.max(...medians) / Math.min(...medians);
  if (medianRatio > FORK_MEDIAN_RATIO_MAX) warnings.push({ code: "forks-disagree", medianRatio });

  const noopNsPerIteration = median(sortSamples(forks.map((fork) => fork.noopNsPerIteration)));
  const timeNsPerIteration = time.median;
  if (isAsync) {
    if (noopNsPerIteration > ASYNC_OVERHEAD_RATIO_MAX * timeNsPerIteration) {
      warnings.push({
        code: "async-overhead",
        overheadNs: noopNsPerIteration,
        timeNs: timeNsPerIteration,
      });
    }
  } else if (timeNsPerIteration < NOOP_FACTOR * noopNsPerIteration) {
    warnings.push({ code: "optimized-away", timeNsPerIteration, noopNsPerIteration });
  }
  const { outlierCountIqr: outlierCount, sampleCount } = time;
  if (outlierCount > OUTLIER_RATIO_MAX * sampleCount) {
    warnings.push({ code: "outliers", outlierCount, sampleCount });
  }
  return warnings;
}
