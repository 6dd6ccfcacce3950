import { PacelineError } from "@paceline/core";

/** A file of another tool that cannot be read: it is no known format, or a field of it is wrong. */
export class ForeignFileError extends PacelineError {
  override readonly code = "PACELINE_FOREIGN_FILE";
  /** Format that it was read as; null when none was recognised. */
  readonly format: string | null;

  constructor(format: string | null, problem: string, options?: ErrorOptions) {
    super(format === null ? problem : `not a readable ${format} file: ${problem}`, options);
    this.format = format;
  }
}
