import { PacelineError } from "@paceline/core/errors";

/** The config file does not parse, threw while it was loaded, or never finished loading. */
export class ConfigLoadError extends PacelineError {
  override readonly code = "PACELINE_CONFIG_LOAD";
  readonly file: string;

  constructor(file: string, reason: string) {
    super(`config ${file} cannot be loaded: ${reason}`);
    this.file = file;
  }
}
