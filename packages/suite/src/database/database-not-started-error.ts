import { PacelineError } from "@paceline/core";

/** The embedded server did not come up. `output` is the last that it said. */
export class DatabaseNotStartedError extends PacelineError {
  override readonly code = "PACELINE_DATABASE_NOT_STARTED";
  readonly output: string;

  constructor(fault: string, advice: string, output = "") {
    const said = output.trim() === "" ? "" : `\n${output.trim()}`;
    super(`the embedded PostgreSQL could not be started: ${fault}; ${advice}${said}`);
    this.output = output;
  }
}
