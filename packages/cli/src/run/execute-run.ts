import { relative } from "node:path";

import { serializeRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import { runBenchmarks } from "@paceline/harness";
import type { ResolvedConfig } from "@paceline/harness";
import { hasFailures, renderMarkdown, renderText, safeLine } from "@paceline/report";
import type { TableOptions } from "@paceline/report";

import { EXIT_MEANINGS } from "../command.ts";
import type { ExitCode } from "../command.ts";
import { toSettings } from "../commands/measuring-options.ts";
import type { RunInput } from "../commands/run-options.ts";
import { createProgressDisplay } from "../progress/progress-display.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { chooseBenchmarks } from "./choose-benchmarks.ts";
import type { Choice } from "./choose-benchmarks.ts";
import { loadProject } from "./load-project.ts";
import { nothingFoundLines } from "./nothing-found.ts";
import { resultTargets } from "./result-targets.ts";
import { writeList } from "./write-list.ts";

/** `paceline run`: chooses, measures, shows, and says how it went as an exit code. */
export async function executeRun(input: RunInput, io: CommandIo): Promise<ExitCode> {
  const { positionals, options } = input;
  const config = await loadProject(io);
  // Before any file is loaded: a name that cannot be saved under is known from the command line.
  const files = await resultTargets(config, {
    save: options.save,
    isAutosave: options.autosave === true,
    json: options.json,
    cwd: io.cwd,
  });
  const choice = await chooseBenchmarks({
    config,
    preset: options.preset ?? config.preset,
    names: positionals,
    group: options.group,
    filter: options.filter,
    io,
  });
  if (options.list === true)
    return writeList(choice, options.format === "json" ? "json" : "text", io);
  if (io.signal.aborted) return 130;
  const isNothing = choice.benchmarks.length === 0 && choice.fileErrors.length === 0;
  if (isNothing || choice.unknownNames.length > 0) {
    io.err.write(`${nothingFoundLines(choice).map(safeLine).join("\n")}\n`);
    return 1;
  }

  const result = await measure(choice, { config, input, files, io });
  const exitCode = exitCodeOf(result);
  show(result, input, closingLines(files, exitCode, io.cwd), io);
  return exitCode;
}

interface MeasureContext {
  readonly config: ResolvedConfig;
  readonly input: RunInput;
  readonly files: readonly string[];
  readonly io: CommandIo;
}

async function measure(
  { benchmarks, fileErrors }: Choice,
  { config, input, files, io }: MeasureContext,
): Promise<RunResult> {
  const { options } = input;
  using progress = createProgressDisplay(io.err);
  return await runBenchmarks({
    root: config.root,
    benchmarks,
    fileErrors,
    preset: options.preset ?? config.preset,
    config: config.settings,
    overrides: toSettings(options),
    seed: options.seed ?? config.seed,
    resultFiles: files,
    pacelineVersion: io.version,
    onEvent: progress.show,
    signal: io.signal,
  });
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

function show(
  result: RunResult,
  { options }: RunInput,
  closing: readonly string[],
  { out, err }: CommandIo,
): void {
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
    return;
  }
  out.write(format === "json" ? serializeRunResult(result) : renderMarkdown(result, tables));
  err.write(`${closing.map(safeLine).join("\n")}\n`);
}
