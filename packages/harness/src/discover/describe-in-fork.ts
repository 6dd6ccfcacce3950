import { join } from "node:path";

import type { ErrorRecord, FileError } from "@paceline/core";
import { toErrorRecord } from "@paceline/core/error-record";
import { msFromNs } from "@paceline/core/units";

import {
  DuplicateBenchmarkError,
  FileEmptyError,
  FileExitError,
  FileInvalidError,
  FileLoadError,
  FileTimeLimitError,
} from "../errors/file-errors.ts";
import { startFork } from "../fork/fork-process.ts";
import type { EndedAnswer, ForkAnswer, ForkEnding, ForkProcess } from "../fork/fork-process.ts";
import type { DescribedBenchmark, DescribedReply, ForkCommand } from "../fork/protocol.ts";
import type { ParameterSize } from "../settings/presets.ts";
import { syntaxErrorLine } from "./syntax-error-line.ts";

export interface DescribeOptions {
  readonly root: string;
  readonly size: ParameterSize;
  readonly loadTimeLimitNs: number;
  readonly signal?: AbortSignal | undefined;
}

export type DescribedFile =
  | { readonly state: "described"; readonly benchmarks: readonly DescribedBenchmark[] }
  | { readonly state: "failed"; readonly fileError: FileError }
  | { readonly state: "aborted" };

/**
 * Loads one benchmark file in a process of its own and says what it registers. Whatever the file does there,
 * the answer is a value: a file that does not load costs the others nothing.
 */
export async function describeInFork(
  file: string,
  options: DescribeOptions,
): Promise<DescribedFile> {
  await using fork = startDescribing(options);
  const answer = await fork.ask(describeCommand(file, options));
  if (answer.kind === "described") await fork.end();
  return toDescribedFile(answer, file, { ...options, output: fork.output.read() });
}

/** A process that `describeCommand` can be asked of, one file after another. */
export const startDescribing = ({ root, loadTimeLimitNs, signal }: DescribeOptions): ForkProcess =>
  startFork({ cwd: root, timeLimitMs: msFromNs(loadTimeLimitNs), signal });

export const describeCommand = (file: string, { root, size }: DescribeOptions): ForkCommand => ({
  kind: "describe",
  file: join(root, file),
  size,
});

/** @param options.output - what the process wrote, in case it ended. */
export async function toDescribedFile(
  answer: ForkAnswer | EndedAnswer,
  file: string,
  { root, loadTimeLimitNs, output }: DescribeOptions & { readonly output: string },
): Promise<DescribedFile> {
  if (answer.kind === "described") {
    // Sites are absolute paths; below the root, which the reader knows, they are easier to read.
    const shorten = (text: string): string => text.replaceAll(`${root}/`, "");
    const error = errorIn(file, {
      ...answer,
      problems: answer.problems.map(shorten),
      duplicates: answer.duplicates.map(shorten),
    });
    return error === null
      ? { state: "described", benchmarks: answer.benchmarks }
      : { state: "failed", fileError: { file, error: toErrorRecord(error) } };
  }
  if (answer.kind === "ended") {
    if (answer.ending.reason === "aborted") return { state: "aborted" };
    const error = endingError(file, answer.ending, msFromNs(loadTimeLimitNs), output);
    return { state: "failed", fileError: { file, error: toErrorRecord(error) } };
  }
  if (answer.kind !== "failed") throw new Error(`paceline bug: ${answer.kind} answers describe`);
  return {
    state: "failed",
    fileError: { file, error: await loadErrorRecord(file, root, answer.error) },
  };
}

const MODULE_KIND = /Cannot use import statement outside a module|Unexpected token 'export'/;
const MODULE_HINT =
  ' (end its name in .bench.mts or .bench.mjs, or set "type": "module" in package.json)';

/** The cause stays a record: as an error it would lose its code on the way through the process boundary. */
async function loadErrorRecord(
  file: string,
  root: string,
  cause: ErrorRecord,
): Promise<ErrorRecord> {
  const reason = `${cause.name}: ${cause.message}${MODULE_KIND.test(cause.message) ? MODULE_HINT : ""}`;
  const path = join(root, file);
  const line = await syntaxErrorLine(path, cause);
  // As Node begins the stack of a syntax error that nobody catches.
  const stack = line === null ? cause.stack : `${path}:${line}\n${cause.stack ?? ""}`;
  return { ...toErrorRecord(new FileLoadError(file, reason)), stack, cause };
}

function errorIn(
  file: string,
  { benchmarks, problems, duplicates }: DescribedReply,
): FileInvalidError | DuplicateBenchmarkError | FileEmptyError | null {
  if (duplicates.length > 0) return new DuplicateBenchmarkError(file, duplicates);
  if (problems.length > 0) return new FileInvalidError(file, problems);
  return benchmarks.length === 0 ? new FileEmptyError(file) : null;
}

function endingError(
  file: string,
  { reason, exitCode, signal }: ForkEnding,
  timeLimitMs: number,
  output: string,
): FileTimeLimitError | FileExitError | FileLoadError {
  if (reason === "time-limit") return new FileTimeLimitError(file, timeLimitMs);
  if (reason === "not-started") return new FileLoadError(file, output);
  const ending = signal === null ? `exit code ${exitCode}` : `signal ${signal}`;
  return new FileExitError(file, ending, output);
}
