/**
 * Every error that paceline throws on purpose extends {@link PacelineError} and carries a stable
 * `code`. Match on `code`: it holds across duplicate installs and minifiers, where `instanceof` and
 * `name` do not. Messages may be reworded in any release.
 *
 * Structured clone drops `code`, `name` and fields, so an error that leaves its thread or process goes
 * as an {@link ErrorRecord} (`error-record.ts`).
 */

/** Code to one-line meaning; `docs/reference/errors.md` is generated from this table. */
export const ERROR_CODES = {
  PACELINE_AGENT_FAILED: "An agent threw while it was made, stepped or handed a message.",
  PACELINE_AGENT_STAYS: "An agent cannot move to another worker.",
  PACELINE_AGENT_MODULE: "A module that should export an agent definition does not.",
  PACELINE_BACKEND_CLOSED: "A backend was asked for something after it was disposed.",
  PACELINE_BENCHMARK_MISSING:
    "A fork loaded a benchmark file and did not find the benchmark it was to run.",
  PACELINE_BENCHMARK_THREW: "A benchmark's own function threw.",
  PACELINE_CONFIG_LOAD: "The config file does not parse, threw, or never finished loading.",
  PACELINE_CHECKOUT_FAILED: "A commit could not be checked out, or its packages not installed.",
  PACELINE_DATABASE_NOT_STARTED: "A PostgreSQL server of the run's own could not be started.",
  PACELINE_DUPLICATE_AGENT: "Two agents of one backend were given the same id.",
  PACELINE_FRAME_CORRUPT: "Bytes on a stream between processes are not frames.",
  PACELINE_DUPLICATE_BENCHMARK: "Two benchmarks of one group have one name.",
  PACELINE_FILE_EMPTY: "A benchmark file registers no benchmark.",
  PACELINE_FILE_EXIT: "A benchmark file ended its process while it was loaded.",
  PACELINE_FILE_INVALID: "A benchmark file registers a benchmark with options that make no sense.",
  PACELINE_FILE_LOAD: "A benchmark file does not parse, or threw while it was loaded.",
  PACELINE_FILE_TIME_LIMIT: "A benchmark file was still loading at the time limit.",
  PACELINE_FOREIGN_FILE: "A file of another benchmark tool is of no known format, or damaged.",
  PACELINE_FORK_EXITED: "A benchmark ended its process.",
  PACELINE_FORK_KILLED: "The process of a benchmark was killed by a signal.",
  PACELINE_FORK_NOT_STARTED: "The system gave no process for a benchmark to run in.",
  PACELINE_HISTORY_UNAVAILABLE: "The history of results is locked, damaged or cannot be reached.",
  PACELINE_INFERENCE_ABSENT: "Beliefs did not change by inference where they had to.",
  PACELINE_INTERRUPTED: "The run was stopped before the benchmark was measured.",
  PACELINE_INVALID_METRIC: "A benchmark's own metric is not a finite number.",
  PACELINE_INVALID_OBSERVATION: "An agent was given an observation that its model does not know.",
  PACELINE_INVALID_OPTION: "An option is missing, of the wrong type or out of range.",
  PACELINE_INVALID_RESULT: "A result document has fields that are missing or wrong.",
  PACELINE_INVALID_SAMPLES: "A statistic was asked of samples that cannot support it.",
  PACELINE_MESSAGE_CORRUPT: "Bytes do not hold a message of the codec that read them.",
  PACELINE_MESSAGES_RETURNED: "Messages of agents that are measured did not reach their agents.",
  PACELINE_MESSAGE_UNSENDABLE: "A message holds something that its codec cannot carry.",
  PACELINE_NOT_A_SNAPSHOT: "A file is no heap snapshot of V8.",
  PACELINE_NOT_A_RESULT: "A document is JSON, but not a result document of paceline.",
  PACELINE_OBSERVED_PROGRAM: "A program that was run to be looked at ended before it could be.",
  PACELINE_OUT_OF_MEMORY: "The process of a benchmark ran out of memory.",
  PACELINE_PAIR_FAILED: "One side of a pair of forks could not be measured.",
  PACELINE_PEER_GONE: "The other end of a ring or stream has closed or died.",
  PACELINE_POOL_EXHAUSTED: "An agent pool has handed out all it may hold.",
  PACELINE_PROFILES_NOT_COMPARABLE: "Profiles were not recorded alike, so they cannot be compared.",
  PACELINE_PROFILE_UNREADABLE: "A profile is of no known format, or empty, cut off or damaged.",
  PACELINE_PROFILE_UNWRITABLE: "A format cannot hold what a profile does.",
  PACELINE_PROFILE_FAILED: "A benchmark could not be profiled, or left no profile.",
  PACELINE_RECORD_TOO_LARGE: "A record is longer than its ring can ever take.",
  PACELINE_RESULT_NOT_JSON: "A result file is empty, cut off, or not JSON at all.",
  PACELINE_RESULT_NOT_SERIALIZABLE:
    "A result holds something, such as NaN, that its readers would refuse.",
  PACELINE_RESULT_NOT_WRITABLE: "A result file or its folder cannot be written.",
  PACELINE_RESULT_TOO_NEW: "A result document was written by a later version of paceline.",
  PACELINE_RESULT_UNREADABLE: "A stored result that was named is missing, empty or damaged.",
  PACELINE_SCALING_REFUSED: "The time of a benchmark does not grow with its iterations.",
  PACELINE_SNAPSHOT_DAMAGED: "A heap snapshot breaks off, or contradicts itself.",
  PACELINE_SNAPSHOT_UNREADABLE: "A heap snapshot is absent, or the system does not let it be read.",
  PACELINE_STORE_CLOSED: "An agent store was asked for something after it was disposed.",
  PACELINE_STORE_OVERLOADED: "More was asked of an agent store at once than it may hold back.",
  PACELINE_STORE_SCHEMA:
    "The tables of an agent store are a later version's, or another program's.",
  PACELINE_STORE_UNAVAILABLE:
    "A database cannot be reached, refuses, is too old, or is full, locked, read-only or damaged.",
  PACELINE_STORE_VALUE: "An agent, message, observation or belief cannot be stored as it is.",
  PACELINE_TIME_LIMIT: "A fork was still running at its time limit.",
  PACELINE_TURNED_ASYNC: "A benchmark returned a promise although its first call did not.",
  PACELINE_UNKNOWN_AGENT: "An agent was named that is not registered.",
  PACELINE_UNKNOWN_CLASS: "A heap snapshot has no object of the class that was named.",
  PACELINE_UNKNOWN_COMMIT: "A word names neither a stored result nor a commit.",
  PACELINE_WRONG_RESULT: "A benchmark's check refused its result.",
  PACELINE_VALUE_UNSENDABLE:
    "Options, an observation, an action or a state cannot be sent to a worker.",
  PACELINE_WORKER_LOST: "A thread or process ended while it held agents.",
  PACELINE_WORKERS_EXHAUSTED: "So many threads of a backend were lost that it can start no more.",
} as const satisfies Record<`PACELINE_${string}`, string>;

export type ErrorCode = keyof typeof ERROR_CODES;

export abstract class PacelineError extends Error {
  abstract readonly code: ErrorCode;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    // Not enumerable and never spelled twice, so it cannot drift from the class name.
    Object.defineProperty(this, "name", { value: new.target.name });
  }
}

/** One thing wrong with one option. `path` is dotted, as the user wrote it: `backend.workerCount`. */
export interface OptionIssue {
  readonly path: string;
  readonly expected: string;
  readonly received: unknown;
}

/** Carries every issue at once, so that a user fixes a config in one round. */
export class InvalidOptionError extends PacelineError {
  override readonly code = "PACELINE_INVALID_OPTION";
  readonly issues: readonly OptionIssue[];

  constructor(issues: readonly OptionIssue[]) {
    super(issues.map(formatIssue).join("; "));
    this.issues = issues;
  }
}

export class InvalidSamplesError extends PacelineError {
  override readonly code = "PACELINE_INVALID_SAMPLES";
}

export const hasErrorCode = (error: unknown, code: ErrorCode): boolean =>
  error instanceof Error && "code" in error && error.code === code;

const formatIssue = ({ path, expected, received }: OptionIssue): string =>
  `option "${path}" must be ${expected}, got ${JSON.stringify(received) ?? String(received)}`;
