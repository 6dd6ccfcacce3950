import { relative } from "node:path";

import { serializeRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import { hasFailures, leakOutcomeOf, renderMarkdown, renderText, safeLine } from "@paceline/report";
import type { TableOptions } from "@paceline/report";

import { EXIT_MEANINGS } from "../command.ts";
import type { ExitCode } from "../command.ts";
import type { RunInput } from "../commands/run-options.ts";
import type { CommandIo } from "../terminal/command-io.ts";

interface FinishContext {
  readonly options: RunInput["options"];
  /** Absolute paths that the document was written to. */
  readonly files: readonly string[];
  readonly io: CommandIo;
}

/**
 * Prints a run in the format asked for, what is not part of a document on stderr, and says how it went as an
 * exit code.
 */
export function finishRun(result: RunResult, { options, files, io }: FinishContext): ExitCode {
  const { out, err } = io;
  const { exitCode, meaning } = endingOf(result, io.signal.aborted);
  const closing = closingLines(files, meaning, io.cwd);
  const { columns, sort, "group-by": groupBy, "time-unit": timeUnit } = options;
  const tables: TableOptions = {
    ...(columns !== undefined && { columns }),
    ...(sort !== undefined && { sort }),
    ...(groupBy !== undefined && { groupBy }),
    ...(timeUnit !== undefined && { timeUnit }),
  };
  const format = options.format ?? "text";
  if (format === "text") {
    const { width, isColored } = out;
    out.write(renderText(result, { ...tables, width, isColored, closing }));
    return exitCode;
  }
  out.write(format === "json" ? serializeRunResult(result) : renderMarkdown(result, tables));
  err.write(`${closing.map(safeLine).join("\n")}\n`);
  return exitCode;
}

interface Ending {
  readonly exitCode: ExitCode;
  /** Null when there is nothing to say beyond the result. */
  readonly meaning: string | null;
}

/**
 * A person who interrupts knows that not everything was measured; that comes before what failed, and that before
 * what leaks.
 */
function endingOf(result: RunResult, isAborted: boolean): Ending {
  if (isAborted || result.status === "interrupted")
    return { exitCode: 130, meaning: `exit 130: ${EXIT_MEANINGS[130]}` };
  if (hasFailures(result))
    return { exitCode: 1, meaning: "exit 1: not everything could be measured" };
  const { leakCount, missedCount, unclearCount } = leakOutcomeOf(result);
  if (leakCount > 0) return { exitCode: 1, meaning: "exit 1: memory leaks" };
  if (missedCount > 0) return { exitCode: 1, meaning: "exit 1: a planted leak was not found" };
  if (unclearCount > 0) {
    return {
      exitCode: 4,
      meaning: "exit 4: whether memory leaks is unclear: see the notes under Leaks",
    };
  }
  return { exitCode: 0, meaning: null };
}

function closingLines(
  files: readonly string[],
  meaning: Ending["meaning"],
  cwd: string,
): readonly string[] {
  const saved = `saved in ${files.map((file) => shortPath(file, cwd)).join(", ")}`;
  return meaning === null ? [saved] : [saved, meaning];
}

/** Relative where that is shorter to read: not through half of the file system. */
function shortPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith("..") ? file : path;
}
