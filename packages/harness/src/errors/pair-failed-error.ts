import type { ErrorRecord } from "@paceline/core";
import { PacelineError } from "@paceline/core/errors";

/** One side of a pair could not be measured, so there is nothing to compare. */
export class PairFailedError extends PacelineError {
  override readonly code = "PACELINE_PAIR_FAILED";
  readonly side: "base" | "head";
  /** What happened there: the same records as in the errors of a benchmark. */
  readonly record: ErrorRecord;
  /** The last output of that side, bounded. */
  readonly output: string;

  constructor(side: "base" | "head", record: ErrorRecord, output: string) {
    super(`${side} side of a pair failed: ${record.message}`);
    this.side = side;
    this.record = record;
    this.output = output;
  }
}
