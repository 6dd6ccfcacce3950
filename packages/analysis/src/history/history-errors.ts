import { PacelineError } from "@paceline/core";

/** The history could not be opened, read or written; the results themselves are untouched. */
export class HistoryUnavailableError extends PacelineError {
  override readonly code = "PACELINE_HISTORY_UNAVAILABLE";

  constructor(where: string, cause: unknown, advice: string) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`the history at ${where} cannot be used: ${reason}; ${advice}`, { cause });
  }
}
