import { PacelineError } from "@paceline/core";

/** A program that was run to be looked at ended before it could be. */
export class ObservedProgramError extends PacelineError {
  override readonly code = "PACELINE_OBSERVED_PROGRAM";
  readonly exitCode: number | null;
  readonly signal: string | null;

  constructor(
    program: string,
    {
      exitCode,
      signal,
      output,
    }: {
      readonly exitCode: number | null;
      readonly signal: string | null;
      readonly output: string;
    },
  ) {
    const how =
      signal !== null
        ? `was killed by ${signal}`
        : exitCode === 0
          ? "ended before it came to the point at which it is looked at"
          : `ended with exit code ${exitCode}`;
    const said = output.trim() === "" ? "" : `; it said last:\n${output.trim()}`;
    super(`${program} ${how}, so there is nothing to show${said}`);
    this.exitCode = exitCode;
    this.signal = signal;
  }
}

/** A program that was to be looked at after a time, and never came back to its event loop. */
export class BusyProgramError extends PacelineError {
  override readonly code = "PACELINE_OBSERVED_PROGRAM";

  constructor(program: string, afterMs: number) {
    super(
      `${program} did not come back to its event loop after ${afterMs / 1000} s, so it could not be looked at and ` +
        `was ended: it is in a loop that never waits, or needs more time`,
    );
  }
}
