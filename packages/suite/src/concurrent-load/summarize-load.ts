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

/** What a record does not say. */
export interface LoadKnowledge {
  /** Time of one request in a server that is never idle, measured apart. */
  readonly serviceNsMean: number;
  /** Decides when the system is looked at. */
  readonly seed: number;
  /**
   * Requests that are served at once. A server of agents is one: it takes one call at a time, however many
   * workers are behind it.
   *
   * @defaultValue 1
   */
  readonly workerCount?: number;
}

/** Moments at which the system is looked at. */
const LOOK_COUNT = 2_000;

/**
 * All latencies are kept and sorted, so percentiles are exact: a load has thousands of requests, not billions.
 *
 * Completions are in the order of arrivals.
 */
export function summarizeLoad(
  record: LoadRecord,
  { serviceNsMean, seed, workerCount = 1 }: LoadKnowledge,
): LoadSummary {
  const { arrivalNs, completionNs, busyNs } = record;
  const latencyNs = completionNs.map((endNs, index) => endNs - arrivalNs[index]!);
  const sorted = sortSamples(latencyNs);
  // Where several are served at once, the last to arrive need not be the last to leave.
  const departureNs = workerCount === 1 ? completionNs : completionNs.toSorted();
  const elapsedNs = departureNs.at(-1)!;
  const latencyNsMean = mean(latencyNs);
  const inSystemMean = lookAround({ arrivalNs, completionNs: departureNs }, elapsedNs, seed);
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
      workerCount,
      serviceNsMean,
    }),
  };
}

/** Counts at moments spread evenly with a random offset each, so that no rhythm of the load is met. */
function lookAround(
  { arrivalNs, completionNs }: Pick<LoadRecord, "arrivalNs" | "completionNs">,
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
