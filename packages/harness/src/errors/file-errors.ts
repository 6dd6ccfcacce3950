import { PacelineError } from "@paceline/core/errors";

/** Of a file's output, what goes into a message. */
const OUTPUT_LENGTH_MAX = 500;

/** A benchmark file does not parse, or threw while it was loaded; the reason is the `cause`. */
export class FileLoadError extends PacelineError {
  override readonly code = "PACELINE_FILE_LOAD";
  readonly file: string;

  constructor(file: string, reason: string) {
    super(`${file} cannot be loaded: ${reason}`);
    this.file = file;
  }
}

/** A benchmark file registers something that makes no sense; every problem of the file is in the message. */
export class FileInvalidError extends PacelineError {
  override readonly code = "PACELINE_FILE_INVALID";
  readonly file: string;

  constructor(file: string, problems: readonly string[]) {
    super(`${file} registers benchmarks that cannot run: ${problems.join("; ")}`);
    this.file = file;
  }
}

/** Two benchmarks of one group have one name: their results could not be told apart. */
export class DuplicateBenchmarkError extends PacelineError {
  override readonly code = "PACELINE_DUPLICATE_BENCHMARK";
  readonly file: string;

  constructor(file: string, duplicates: readonly string[]) {
    super(`${file}: ${duplicates.join("; ")}; give each its own name or group`);
    this.file = file;
  }
}

/** A benchmark file was still loading at the time limit. */
export class FileTimeLimitError extends PacelineError {
  override readonly code = "PACELINE_FILE_TIME_LIMIT";
  readonly file: string;

  constructor(file: string, limitMs: number) {
    super(
      `${file} was still loading after ${limitMs} ms and was stopped: ` +
        'move what takes long out of the top of the file into "setup"',
    );
    this.file = file;
  }
}

/** A benchmark file ended its process while it was loaded. */
export class FileExitError extends PacelineError {
  override readonly code = "PACELINE_FILE_EXIT";
  readonly file: string;

  constructor(file: string, ending: string, output: string) {
    const lastWords = output.trim().slice(-OUTPUT_LENGTH_MAX);
    super(
      `${file} ended its process while it was loaded (${ending}): it must only call bench and group` +
        (lastWords === "" ? "" : `; it last wrote: ${lastWords}`),
    );
    this.file = file;
  }
}

/** A benchmark file was loaded and registered nothing. */
export class FileEmptyError extends PacelineError {
  override readonly code = "PACELINE_FILE_EMPTY";
  readonly file: string;

  constructor(file: string) {
    super(
      `${file} registers no benchmark: call bench(name, fn) of "paceline" at the top of the file, ` +
        "not later",
    );
    this.file = file;
  }
}
