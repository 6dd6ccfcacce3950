import type { ErrorRecord, Procedure } from "@paceline/core";
import { toErrorRecord } from "@paceline/core";

import {
  BenchmarkMissingError,
  BenchmarkThrewError,
  ForkExitedError,
  ForkKilledError,
  ForkNotStartedError,
  ForkTimeLimitError,
  InterruptedError,
  InvalidMetricError,
  OutOfMemoryError,
  ScalingRefusedError,
  TurnedAsyncError,
  WrongResultError,
} from "../errors/fork-errors.ts";
import type { FailurePlace } from "../errors/fork-errors.ts";
import type { ForkEnding } from "../fork/fork-process.ts";
import type { FailedReply } from "../fork/protocol.ts";

/** V8's last words, and those of a worker's heap. */
const OUT_OF_MEMORY_TEXT = /JavaScript heap out of memory|ERR_WORKER_OUT_OF_MEMORY/;

/** What went wrong, with the class and code that a caller may match on. */
export function failureRecord(place: FailurePlace, { failure, error }: FailedReply): ErrorRecord {
  const named = { ...place };
  const record = (() => {
    switch (failure) {
      case "threw":
        return toErrorRecord(new BenchmarkThrewError(named, error));
      case "wrong-result":
        return toErrorRecord(new WrongResultError(named, error));
      case "missing":
        return toErrorRecord(new BenchmarkMissingError(named));
      case "scaling":
        return toErrorRecord(new ScalingRefusedError(named, error));
      case "metric":
        return toErrorRecord(new InvalidMetricError(named, error));
      default:
        return toErrorRecord(new TurnedAsyncError(named));
    }
  })();
  // The stack that helps is the one of the user's code, in the other process.
  return { ...record, stack: error.stack, cause: failure === "threw" ? error : error.cause };
}

/** The same for a process that ended by itself or was ended. */
export function endingRecord(
  place: FailurePlace,
  { reason, exitCode, signal }: ForkEnding,
  {
    output,
    timeLimitMs,
    procedure,
  }: { readonly output: string; readonly timeLimitMs: number; readonly procedure: Procedure },
): ErrorRecord {
  if (reason === "not-started") return toErrorRecord(new ForkNotStartedError(place, output));
  if (reason === "aborted") return toErrorRecord(new InterruptedError(place));
  if (reason === "time-limit") return toErrorRecord(new ForkTimeLimitError(place, timeLimitMs));
  if (OUT_OF_MEMORY_TEXT.test(output)) {
    const remedy = procedure === "leak" ? 'its option "heapLimitMb"' : undefined;
    return toErrorRecord(new OutOfMemoryError(place, remedy));
  }
  if (reason === "killed") return toErrorRecord(new ForkKilledError(place, signal));
  return toErrorRecord(new ForkExitedError(place, exitCode));
}
