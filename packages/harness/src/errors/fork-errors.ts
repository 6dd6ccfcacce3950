import type { BenchmarkError, ErrorRecord } from "@paceline/core";
import { PacelineError } from "@paceline/core/errors";

/** Which benchmark it was, and what it was doing. */
export interface FailurePlace {
  readonly file: string;
  readonly benchmarkId: string;
  readonly phase: BenchmarkError["phase"];
}

/** Something that one benchmark did in one fork. The run goes on with the others. */
abstract class ForkError extends PacelineError {
  readonly file: string;
  readonly benchmarkId: string;
  readonly phase: BenchmarkError["phase"];

  constructor({ file, benchmarkId, phase }: FailurePlace, what: string) {
    super(`benchmark "${benchmarkId}" of ${file} ${what}`);
    this.file = file;
    this.benchmarkId = benchmarkId;
    this.phase = phase;
  }
}

/** Code of the user threw. What was thrown is the `cause` of the error's record. */
export class BenchmarkThrewError extends ForkError {
  override readonly code = "PACELINE_BENCHMARK_THREW";

  constructor(place: FailurePlace, cause: ErrorRecord) {
    super(place, `threw during ${place.phase}: ${cause.name}: ${cause.message}`);
  }
}

/** The benchmark's own check refused a result: a fast wrong answer is no answer. */
export class WrongResultError extends ForkError {
  override readonly code = "PACELINE_WRONG_RESULT";

  constructor(place: FailurePlace, cause: ErrorRecord) {
    super(place, `returned a wrong result: ${cause.message}`);
  }
}

export class BenchmarkMissingError extends ForkError {
  override readonly code = "PACELINE_BENCHMARK_MISSING";

  constructor(place: FailurePlace) {
    super(
      place,
      "was not registered when its file was loaded once more: what a file registers must not vary",
    );
  }
}

export class ScalingRefusedError extends ForkError {
  override readonly code = "PACELINE_SCALING_REFUSED";

  constructor(place: FailurePlace, cause: ErrorRecord) {
    super(
      place,
      `was refused: ${cause.message}, so a time per iteration would be made up; ` +
        "make each call do the same work, or prepare an input for each",
    );
  }
}

export class InvalidMetricError extends ForkError {
  override readonly code = "PACELINE_INVALID_METRIC";

  constructor(place: FailurePlace, cause: ErrorRecord) {
    super(place, `has a metric that cannot be used: ${cause.message}`);
  }
}

export class TurnedAsyncError extends ForkError {
  override readonly code = "PACELINE_TURNED_ASYNC";

  constructor(place: FailurePlace) {
    super(
      place,
      "returned a promise after its first call did not, so nobody waited for it: make the function async",
    );
  }
}

export class ForkTimeLimitError extends ForkError {
  override readonly code = "PACELINE_TIME_LIMIT";

  constructor(place: FailurePlace, limitMs: number) {
    super(
      place,
      `was still in ${place.phase} after ${limitMs} ms and was stopped: ` +
        'raise "timeLimitMs" when it may take that long',
    );
  }
}

export class ForkExitedError extends ForkError {
  override readonly code = "PACELINE_FORK_EXITED";
  readonly exitCode: number | null;

  constructor(place: FailurePlace, exitCode: number | null) {
    super(place, `ended its process with exit code ${exitCode} during ${place.phase}`);
    this.exitCode = exitCode;
  }
}

export class ForkKilledError extends ForkError {
  override readonly code = "PACELINE_FORK_KILLED";
  readonly signal: string | null;

  constructor(place: FailurePlace, signal: string | null) {
    const hint =
      signal === "SIGKILL" ? ": when nobody did that, the system had run out of memory" : "";
    super(place, `was killed by ${signal} during ${place.phase}${hint}`);
    this.signal = signal;
  }
}

/** The system gave no process: the project's folder is gone, or processes or memory have run out. */
export class ForkNotStartedError extends ForkError {
  override readonly code = "PACELINE_FORK_NOT_STARTED";

  constructor(place: FailurePlace, reason: string) {
    super(place, `has no process to run in: ${reason}`);
  }
}

export class OutOfMemoryError extends ForkError {
  override readonly code = "PACELINE_OUT_OF_MEMORY";

  /** @param remedy - how the limit is raised for a benchmark of this procedure. */
  constructor(place: FailurePlace, remedy = "the limit with NODE_OPTIONS=--max-old-space-size") {
    super(
      place,
      `ran out of heap memory during ${place.phase}: make it hold less, or raise ${remedy}`,
    );
  }
}

/** Not the benchmark's doing: the run was stopped while the fork was at work. */
export class InterruptedError extends ForkError {
  override readonly code = "PACELINE_INTERRUPTED";

  constructor(place: FailurePlace) {
    super(place, `was interrupted during ${place.phase}`);
  }
}
