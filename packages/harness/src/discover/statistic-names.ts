import type { TargetStatistic } from "@paceline/core";

const STATISTICS: Readonly<Record<TargetStatistic, true>> = {
  min: true,
  max: true,
  mean: true,
  median: true,
  p95: true,
  p99: true,
};

/** Statistics that a target may bound and a peer's figure may be. */
export const STATISTIC_NAMES: readonly string[] = Object.keys(STATISTICS);
