import { relative } from "node:path";

import { serializeRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import { hasFailures, renderMarkdown, renderText, safeLine } from "@paceline/report";
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
  const exitCode = exitCodeOf(result);
  const closing = closingLines(files, exitCode, io.cwd);
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

/** A person who interrupts knows that not everything was measured; that comes before what failed. */
function exitCodeOf(result: RunResult): ExitCode {
  if (result.status === "interrupted") return 130;
  return hasFailures(result) ? 1 : 0;
}

function closingLines(
  files: readonly string[],
  exitCode: ExitCode,
  cwd: string,
): readonly string[] {
  const saved = `saved in ${files.map((file) => shortPath(file, cwd)).join(", ")}`;
  if (exitCode === 130) return [saved, `exit 130: ${EXIT_MEANINGS[130]}`];
  return exitCode === 1 ? [saved, "exit 1: not everything could be measured"] : [saved];
}

/** Relative where that is shorter to read: not through half of the file system. */
function shortPath(file: string, cwd: string): string {
  const path = relative(cwd, file);
  return path.startsWith("..") ? file : path;
}
