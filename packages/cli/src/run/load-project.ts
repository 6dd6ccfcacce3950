import { hasErrorCode, InvalidOptionError } from "@paceline/core/errors";
import { findConfig, loadConfig } from "@paceline/harness/discover";
import type { ResolvedConfig } from "@paceline/harness";

import type { CommandIo } from "../terminal/command-io.ts";

/** A config with wrong options. Unlike a wrong option of anything else it has a file to put right. */
export class InvalidConfigError extends InvalidOptionError {
  readonly file: string | null;

  constructor(file: string | null, { issues }: InvalidOptionError) {
    super(issues);
    this.file = file;
  }
}

/**
 * The config of the working folder.
 *
 * @throws {InvalidConfigError} with every problem of it at once.
 */
export async function loadProject({ cwd, signal }: CommandIo): Promise<ResolvedConfig> {
  try {
    return await loadConfig({ cwd, signal });
  } catch (error) {
    if (error instanceof InvalidOptionError && hasErrorCode(error, "PACELINE_INVALID_OPTION"))
      throw new InvalidConfigError(findConfig(cwd), error);
    throw error;
  }
}
