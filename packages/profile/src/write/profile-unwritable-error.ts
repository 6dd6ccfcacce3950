import { PacelineError } from "@paceline/core";

/** A profile that a format has no way to hold, such as bytes in a format of times. */
export class ProfileUnwritableError extends PacelineError {
  override readonly code = "PACELINE_PROFILE_UNWRITABLE";
  readonly format: string;

  constructor(format: string, problem: string) {
    super(`cannot write a ${format} profile: ${problem}`);
    this.format = format;
  }
}
