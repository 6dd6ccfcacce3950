import type { Bounds } from "@paceline/core";

import type { Series, SeriesKey } from "../change-points/series.ts";

/** One metric of one benchmark in one run. */
export interface RecordedValue {
  readonly benchmarkId: string;
  readonly metric: string;
  readonly unit: SeriesKey["unit"];
  readonly direction: SeriesKey["direction"];
  /** Median of the run, in `unit`. */
  readonly value: number;
  /** 95 % interval of that median; null where the run told none. */
  readonly interval: Bounds | null;
}

/** What a history keeps of one result document. The document itself stays where it is, as the truth. */
export interface RecordedRun {
  /** Names the document among all that the history knows: its path, with the host for a shared history. */
  readonly source: string;
  /** Changes when the document does. */
  readonly fingerprint: string;
  readonly runId: string;
  readonly startedAt: string;
  readonly commitId: string | null;
  readonly isDirty: boolean;
  readonly hostname: string;
  readonly systemRelease: string;
  readonly machine: string;
  readonly runtime: string;
  readonly pacelineVersion: string;
  readonly values: readonly RecordedValue[];
}

export interface SeriesQuery {
  /** ISO time; runs that started earlier are left out. Default: all. */
  readonly since?: string;
  /** Part of a benchmark's id, in any case. Default: all. */
  readonly benchmark?: string;
  /** Newest points kept of each series. @defaultValue 2000 */
  readonly pointCountMax?: number;
}

/** Points of a series beyond which the oldest are left out, so that trends stay a matter of seconds. */
export const POINT_COUNT_MAX = 2000;

/**
 * An index over result documents, safe to lose. All adapters pass `history.contract.ts`; several processes
 * may write to one at the same time.
 */
export interface History extends AsyncDisposable {
  /** Adds runs, or replaces what was recorded of the same sources; all of them or none. */
  record(runs: readonly RecordedRun[]): Promise<void>;
  /** Forgets documents that are gone. A run that another source holds too stays. */
  forget(sources: readonly string[]): Promise<void>;
  /** Source to fingerprint, of all sources that start with `prefix`. */
  fingerprints(prefix: string): Promise<ReadonlyMap<string, string>>;
  /** Series ordered by benchmark, metric, machine and runtime; points by time, one for each run. */
  series(query: SeriesQuery): Promise<readonly Series[]>;
}
