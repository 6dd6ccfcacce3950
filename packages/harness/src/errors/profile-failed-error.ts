import type { ErrorRecord } from "@paceline/core";
import { PacelineError } from "@paceline/core/errors";

/** A benchmark could not be profiled, or its process left no profile. */
export class ProfileFailedError extends PacelineError {
  override readonly code = "PACELINE_PROFILE_FAILED";
  readonly benchmarkId: string;
  /** What happened there: the same records as in the errors of a benchmark; null without one. */
  readonly record: ErrorRecord | null;
  /** The last output of the process, bounded. */
  readonly output: string;

  constructor(benchmarkId: string, record: ErrorRecord | null, output: string) {
    super(
      record === null
        ? `benchmark "${benchmarkId}" left no profile: its process was killed before it could write one`
        : record.message,
    );
    this.benchmarkId = benchmarkId;
    this.record = record;
    this.output = output;
  }
}
