import { checkLoad } from "@paceline/analysis";
import type { LoadConsistency } from "@paceline/analysis";
import { createRandom, mean, quantile, sortSamples } from "@paceline/core";

import type { LoadRecord } from "./open-loop.ts";

/** What a load did to its requests. */
export interface LoadSummary {
  readonly completedPerSecond: number;
  readonly latencyNsMean: number;
  readonly latencyNsP50: number;
  readonly latencyNsP95: number;
  readonly latencyNsP99: number;
  readonly latencyNsMax: number;
  /** Requests in the system, as found by looking at it at random moments. */
  readonly inSystemMean: number;
  /** Whether these figures can be true together. */
  readonly consistency: LoadConsistency;
}

/** Moments at which the system is looked at. */
const LOOK_COUNT = 2_000;

/**
 * All latencies are kept and sorted, so percentiles are exact: a load has thousands of requests, not billions.
 *
 * @param serviceNsMean - time of one request in a server that is never idle, measured apart.
 * @param seed - decides when the system is looked at.
 */
export function summarizeLoad(
  record: LoadRecord,
  { serviceNsMean, seed }: { readonly serviceNsMean: number; readonly seed: number },
): LoadSummary {
  const { arrivalNs, completionNs, busyNs } = record;
  const latencyNs = completionNs.map((endNs, index) => endNs - arrivalNs[index]!);
  const sorted = sortSamples(latencyNs);
  const elapsedNs = completionNs.at(-1)!;
  const latencyNsMean = mean(latencyNs);
  const inSystemMean = lookAround(record, elapsedNs, seed);
  return {
    completedPerSecond: (arrivalNs.length / elapsedNs) * 1e9,
    latencyNsMean,
    latencyNsP50: quantile(sorted, 0.5),
    latencyNsP95: quantile(sorted, 0.95),
    latencyNsP99: quantile(sorted, 0.99),
    latencyNsMax: sorted.at(-1)!,
    inSystemMean,
    consistency: checkLoad({
      completedCount: arrivalNs.length,
      elapsedNs,
      latencyNsMean,
      inSystemMean,
      busyNs,
      // The server is one: it takes one call at a time, however many workers are behind it.
      workerCount: 1,
      serviceNsMean,
    }),
  };
}

/** Counts at moments spread evenly with a random offset each, so that no rhythm of the load is met. */
function lookAround(
  { arrivalNs, completionNs }: LoadRecord,
  elapsedNs: number,
  seed: number,
): number {
  const random = createRandom(seed);
  let sum = 0;
  for (let look = 0; look < LOOK_COUNT; look++) {
    const atNs = ((look + random.nextRatio()) / LOOK_COUNT) * elapsedNs;
    sum += countUpTo(arrivalNs, atNs) - countUpTo(completionNs, atNs);
  }
  return sum / LOOK_COUNT;
}

/** How many of ascending times are at or before a moment. */
function countUpTo(timesNs: Float64Array, atNs: number): number {
  let low = 0;
  let high = timesNs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesNs[middle]! <= atNs) low = middle + 1;
    else high = middle;
  }
  return low;
}
