import { PacelineError } from "@paceline/core/errors";

/** A result file cannot be written where it was asked for. */
export class ResultNotWritableError extends PacelineError {
  override readonly code = "PACELINE_RESULT_NOT_WRITABLE";
  readonly file: string;

  constructor(file: string, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`result file ${file} cannot be written (${reason}): choose another folder or free it`, {
      cause,
    });
    this.file = file;
  }
}
