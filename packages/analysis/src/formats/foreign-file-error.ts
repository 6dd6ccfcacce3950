import { PacelineError } from "@paceline/core";

/** A file of another tool that cannot be read: it is no known format, or a field of it is wrong. */
export class ForeignFileError extends PacelineError {
  override readonly code = "PACELINE_FOREIGN_FILE";
  /** Format that it was read as; null when none was recognised. */
  readonly format: string | null;
  /** What is wrong, without the format. */
  readonly problem: string;

  constructor(format: string | null, problem: string, options?: ErrorOptions) {
    super(format === null ? problem : `not a readable ${format} file: ${problem}`, options);
    this.format = format;
    this.problem = problem;
  }
}

/**
 * A number of another tool's file that stands for no measurement, such as NaN. It makes its benchmark fail and leaves
 * the others of the file as they are.
 */
export class UnfitNumberError extends ForeignFileError {}
