/** What was seen while a load was served. */
export interface ServedLoad {
  /** Requests answered. */
  readonly completedCount: number;
  readonly elapsedNs: number;
  /** Mean time from arrival to answer. */
  readonly latencyNsMean: number;
  /** Requests in the system, averaged over time by looking at it, not by dividing anything above. */
  readonly inSystemMean: number;
  /** Time that workers spent on requests, all of them together. */
  readonly busyNs: number;
  readonly workerCount: number;
  /** Mean time that one request keeps a worker busy, measured apart from the load. */
  readonly serviceNsMean: number;
}

/** How well the figures of a load agree with each other. Each pair should be equal. */
export interface LoadConsistency {
  /** L, as seen, by λ W, as computed: 1 when Little's law holds. */
  readonly littleRatio: number;
  /** Share of their time that workers were busy, 0 to 1. */
  readonly utilizationRatio: number;
  /** The same from rate and service time, ρ = λ S / m. */
  readonly expectedUtilizationRatio: number;
}

/**
 * Holds the figures of a load against laws that no load can break, so that a generator that loses
 * requests or a clock that starts late is found out.
 *
 *     L = λ W        (Little)
 *     ρ = λ S / m    (utilisation)
 *
 * @see Little (1961), "A Proof for the Queuing Formula: L = λW"; Denning & Buzen (1978), "The Operational
 *   Analysis of Queueing Network Models".
 */
export function checkLoad(load: ServedLoad): LoadConsistency {
  const { completedCount, elapsedNs, latencyNsMean, inSystemMean, workerCount } = load;
  const ratePerNs = completedCount / elapsedNs;
  return {
    littleRatio: inSystemMean / (ratePerNs * latencyNsMean),
    utilizationRatio: load.busyNs / (elapsedNs * workerCount),
    expectedUtilizationRatio: (ratePerNs * load.serviceNsMean) / workerCount,
  };
}
