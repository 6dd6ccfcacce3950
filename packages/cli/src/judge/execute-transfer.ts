import { writePytestBenchmark } from "@paceline/analysis";
import { InvalidOptionError, serializeRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import { resultFileFor } from "@paceline/harness";
import { safeLine } from "@paceline/report";
import { resolve } from "node:path";

import type { ExitCode } from "../command.ts";
import type { ExportInput } from "../commands/export.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { readReference, readResultFile } from "./read-reference.ts";
import { writeDocument } from "./write-document.ts";

/**
 * `paceline import`: turns files of other tools into results of the history. All files or none; a benchmark without
 * usable numbers is kept as failed, and makes the command fail as it does `run`.
 */
export async function executeImport(
  positionals: readonly string[],
  io: CommandIo,
): Promise<ExitCode> {
  if (positionals.length === 0) throw noArguments("files to import");
  const { resultsFolder } = await loadProject(io);
  const runs = await Promise.all(positionals.map((file) => readResultFile(resolve(io.cwd, file))));
  for (const [index, run] of runs.entries()) {
    const file = resultFileFor({ ...run, resultsFolder, kind: "daily" });
    // Several files may have no date, or the same one; the id tells them apart.
    const target = file.replace(/_results\.json$/, `-${run.id.slice(-8)}_results.json`);
    // oxlint-disable-next-line no-await-in-loop -- few files, in order
    await writeDocument(target, serializeRunResult(run));
    io.out.write(`${safeLine(positionals[index]!)}: ${safeLine(target)}\n`);
  }
  const failures = runs.flatMap((run, index) => failuresOf(run, positionals[index]!));
  for (const failure of failures) io.err.write(failure);
  return failures.length === 0 ? 0 : 1;
}

const failuresOf = ({ benchmarks }: RunResult, file: string): readonly string[] =>
  benchmarks.flatMap(({ id, errors }) =>
    errors.map(
      ({ error }) =>
        `error: ${safeLine(file)}: benchmark "${safeLine(id)}" failed: ${safeLine(error.message)}\n`,
    ),
  );

/** `paceline export`: writes a result in another tool's form. */
export async function executeExport(
  { positionals, options }: ExportInput,
  io: CommandIo,
): Promise<ExitCode> {
  if (positionals.length !== 1) throw noArguments("one result to export");
  const config = await loadProject(io);
  const reference = await readReference(positionals[0]!, { cwd: io.cwd, config });
  if (reference.kind !== "result") throw noArguments("a stored result");
  const to = options.to ?? "pytest-benchmark";
  const text = to === "csv" ? samplesCsv(reference.run) : writePytestBenchmark(reference.run);
  if (options.output === undefined) io.out.write(text);
  else await writeDocument(resolve(io.cwd, options.output), text);
  return 0;
}

const noArguments = (expected: string): InvalidOptionError =>
  new InvalidOptionError([{ path: "arguments", expected, received: "" }]);

/** Every sample with its process, for a statistics program. */
function samplesCsv(run: RunResult): string {
  const rows = run.benchmarks.flatMap(({ id, forks }) =>
    forks.flatMap(({ index, roundNs, iterationsPerRound }) =>
      roundNs.map((ns, round) => `${csvText(id)},${index},${round},${ns / iterationsPerRound}`),
    ),
  );
  return ["benchmark,fork,round,time_ns", ...rows, ""].join("\r\n");
}

/** A text that a spreadsheet would take for a formula is led by an apostrophe. */
const csvText = (text: string): string =>
  `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
