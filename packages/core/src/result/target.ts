/** Statistic of a metric that a target may bound. */
export type TargetStatistic = "min" | "max" | "mean" | "median" | "p95" | "p99";

/** A bound on a statistic of a metric. Exactly one of `below` and `above`, in the metric's canonical unit. */
export interface TargetSpec {
  /** First column of the targets table, such as "Agent Spawning". */
  readonly component: string;
  /** Second column, such as "Single agent". */
  readonly label: string;
  readonly metric: string;
  readonly statistic: TargetStatistic;
  readonly below?: number;
  readonly above?: number;
  /** Our own, harder goal: shown, but a miss is not a failure of what was published. */
  readonly isStretch?: boolean;
}

/** Met and missed need the whole interval on one side of the bound; a straddling one is not proven. */
export type TargetStatus = "met" | "missed" | "not-proven";

export interface TargetOutcome {
  readonly component: string;
  readonly label: string;
  readonly metric: string;
  readonly statistic: TargetStatistic;
  readonly unit: string;
  readonly comparison: "below" | "above";
  readonly bound: number;
  readonly isStretch: boolean;
  /** The measured statistic; null when the benchmark gave no value. */
  readonly value: number | null;
  readonly intervalLow: number | null;
  readonly intervalHigh: number | null;
  readonly status: TargetStatus;
}
