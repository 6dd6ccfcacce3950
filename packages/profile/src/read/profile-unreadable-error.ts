import { PacelineError } from "@paceline/core";

/** A profile that cannot be read: it is of no known format, or a part that it needs is wrong. */
export class ProfileUnreadableError extends PacelineError {
  override readonly code = "PACELINE_PROFILE_UNREADABLE";
  /** Format that it was read as; null when none was recognised. */
  readonly format: string | null;
  /** What is wrong, without the name of the file. */
  readonly problem: string;

  constructor(format: string | null, problem: string, options?: ErrorOptions & { file?: string }) {
    const file = options?.file === undefined ? "" : `${options.file}: `;
    super(
      format === null
        ? `${file}not a readable profile: ${problem}`
        : `${file}not a readable ${format} profile: ${problem}`,
      options,
    );
    this.format = format;
    this.problem = problem;
  }
}
