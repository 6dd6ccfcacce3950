import type { Bounds, Direction, Unit } from "@paceline/core";

/**
 * What must be equal for values of different runs to be one series. Machine and runtime are part of it, so
 * that unlike ones never share a series silently.
 */
export interface SeriesKey {
  readonly benchmarkId: string;
  readonly metric: string;
  readonly unit: Unit;
  readonly direction: Direction;
  /** As `machineKey` gives it. */
  readonly machine: string;
  /** As `runtimeKey` gives it; "any" where the caller merged runtimes on purpose. */
  readonly runtime: string;
}

/** One run's value of a series. */
export interface SeriesPoint {
  readonly runId: string;
  /** ISO time at which the run started. */
  readonly startedAt: string;
  /** Median of the metric in that run, in the series' unit. */
  readonly value: number;
  /** 95 % interval of that median; null where the run told none. */
  readonly interval: Bounds | null;
  readonly commitId: string | null;
  readonly isDirty: boolean;
  readonly hostname: string;
  /** The kernel or system release. */
  readonly systemRelease: string;
  readonly runtime: string;
  readonly pacelineVersion: string;
}

export interface Series {
  readonly key: SeriesKey;
  /** Ascending in time. */
  readonly points: readonly SeriesPoint[];
}
