import type { BenchmarkError, BenchmarkResult, ErrorRecord, RunResult } from "@paceline/core";

import { safeLine, safeLines } from "../words/safe-text.ts";
import { userLocation } from "./user-location.ts";

/** Lines of a fork's last output that are shown; the document keeps more. */
const OUTPUT_LINE_COUNT_MAX = 8;
const MESSAGE_LINE_COUNT_MAX = 12;
/** V8's own stack when it runs out of memory: addresses of a machine that nobody debugs here. */
const NATIVE_FRAME = /^\s*\d+: 0x[0-9a-f]+\s/;

/** One thing that went wrong, ready to print: every text is safe. */
export interface FailureReport {
  readonly file: string;
  /** Null when the whole file failed. */
  readonly benchmarkId: string | null;
  /** "while measuring, in 3 forks" */
  readonly circumstance: string;
  readonly messageLines: readonly string[];
  /** First line of the stack in the user's file, `bench/a.bench.ts:3:9`. */
  readonly location: string | null;
  readonly outputLines: readonly string[];
}

const PHASE_WORDS: Readonly<Record<BenchmarkError["phase"], string>> = {
  load: "while loading the file",
  setup: "in setup",
  warmup: "while warming up",
  measure: "while measuring",
  check: "in check",
  teardown: "in teardown",
  fork: "in its process",
};

/** Files first, then benchmarks. The same error in several forks of a benchmark is one report. */
export function failureReportsOf({
  fileErrors,
  benchmarks,
}: Pick<RunResult, "fileErrors" | "benchmarks">): readonly FailureReport[] {
  return [
    ...fileErrors.map(({ file, error }): FailureReport => ({
      file: safeLine(file),
      benchmarkId: null,
      circumstance: PHASE_WORDS.load,
      messageLines: messageLinesOf(error),
      location: userLocation(error, file),
      outputLines: [],
    })),
    ...benchmarks.flatMap(benchmarkReports),
  ];
}

function benchmarkReports(benchmark: BenchmarkResult): readonly FailureReport[] {
  const alike = Map.groupBy(
    benchmark.errors,
    ({ phase, error }) => `${phase} ${error.name} ${error.message}`,
  );
  return Array.from(alike.values(), (errors) => {
    const { phase, error, output } = errors[0]!;
    return {
      file: safeLine(benchmark.file),
      benchmarkId: safeLine(benchmark.id),
      circumstance: `${PHASE_WORDS[phase]}, ${forksText(errors)}`,
      messageLines: messageLinesOf(error),
      location: userLocation(error, benchmark.file),
      outputLines: lastLines(output),
    };
  });
}

/** One fork can fail twice, as when it throws and its teardown does, too. */
function forksText(errors: readonly BenchmarkError[]): string {
  const forkIndices = new Set(errors.map(({ forkIndex }) => forkIndex));
  return forkIndices.size === 1
    ? `fork ${errors[0]!.forkIndex + 1}`
    : `in ${forkIndices.size} forks`;
}

/** The message under its error's name, then what its causes and inner errors add to it. */
function messageLinesOf(error: ErrorRecord): readonly string[] {
  const own = ownMessage(error);
  const added = [
    ...(error.cause === undefined
      ? []
      : messageLinesOf(error.cause).map((line) => `caused by ${line}`)),
    ...(error.errors ?? []).flatMap((inner) => messageLinesOf(inner).map((line) => `- ${line}`)),
  ];
  // An error that quotes its cause has said it already.
  const isNew = (line: string): boolean =>
    !own.includes(line.replace(/^(?:caused by |- )+/, "").replace(/^\w*Error: /, ""));
  return [...safeLines(own), ...added.filter(isNew)].slice(0, MESSAGE_LINE_COUNT_MAX);
}

/** Our own messages say what they are; the name of anybody else's error is half of what it says. */
function ownMessage({ name, code, message }: ErrorRecord): string {
  const isOwn = code?.startsWith("PACELINE_") === true;
  return isOwn || name === "" ? message : `${name}: ${message}`;
}

const lastLines = (output: string): readonly string[] =>
  safeLines(output.trimEnd())
    .filter((line) => line.trim() !== "" && !NATIVE_FRAME.test(line))
    .slice(-OUTPUT_LINE_COUNT_MAX);
