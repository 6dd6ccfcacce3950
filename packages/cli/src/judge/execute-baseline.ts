import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { InvalidOptionError, serializeRunResult } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import { resultFileFor } from "@paceline/harness";
import type { ResolvedConfig } from "@paceline/harness";
import { renderText, safeLine } from "@paceline/report";

import type { ExitCode } from "../command.ts";
import { loadProject } from "../run/load-project.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import { readReference, ResultUnreadableError } from "./read-reference.ts";
import { writeDocument } from "./write-document.ts";

const ACTIONS = ["save", "show", "promote", "list"];

/** `paceline baseline`: keeps, shows and lists the results that others are compared with. */
export async function executeBaseline(
  positionals: readonly string[],
  io: CommandIo,
): Promise<ExitCode> {
  const [action = "show", word, ...more] = positionals;
  if (!ACTIONS.includes(action) || more.length > 0) {
    throw new InvalidOptionError([
      {
        path: "arguments",
        expected: `one of ${ACTIONS.join(", ")}`,
        received: positionals.join(" "),
      },
    ]);
  }
  const config = await loadProject(io);
  if (action === "list") return list(config, io);
  if (action === "show") {
    const run = await storedResult(word ?? "baseline", config, io);
    const { width, isColored } = io.out;
    io.out.write(renderText(run, { width, isColored }));
    return 0;
  }
  if (action === "promote" && word === undefined) {
    throw new InvalidOptionError([
      { path: "arguments", expected: "a result to promote: baseline promote v1.0.0", received: "" },
    ]);
  }
  const run = await storedResult(word ?? "last", config, io);
  return keep(
    run,
    resultFileFor({ ...run, resultsFolder: config.resultsFolder, kind: "baseline" }),
    io,
  );
}

/** `paceline release NAME`: keeps the last run, or a named result, as a release. */
export async function keepRelease(
  positionals: readonly string[],
  io: CommandIo,
): Promise<ExitCode> {
  const [name, word = "last", ...more] = positionals;
  if (name === undefined || more.length > 0) {
    throw new InvalidOptionError([
      {
        path: "arguments",
        expected: "a name: paceline release v1.0.0",
        received: positionals.join(" "),
      },
    ]);
  }
  const config = await loadProject(io);
  const { resultsFolder } = config;
  const file = resultFileFor({
    resultsFolder,
    kind: "releases",
    name,
    commit: null,
    startedAt: new Date(0).toISOString(),
  });
  return keep(await storedResult(word, config, io), file, io);
}

async function storedResult(
  word: string,
  config: ResolvedConfig,
  { cwd }: CommandIo,
): Promise<RunResult> {
  const reference = await readReference(word, { cwd, config });
  if (reference.kind === "result") return reference.run;
  throw new ResultUnreadableError(word, "nothing stored has this name");
}

/** A result with failures in it would make every later comparison invalid. */
async function keep(run: RunResult, file: string, io: CommandIo): Promise<ExitCode> {
  const failed = run.benchmarks.filter(({ status }) => status !== "completed");
  if (run.status !== "completed" || failed.length > 0 || run.benchmarks.length === 0) {
    const why =
      failed[0] === undefined
        ? `it is ${run.status} with ${run.benchmarks.length} benchmarks`
        : `${safeLine(failed[0].id)} is ${failed[0].status}`;
    io.err.write(`error: not kept: ${why}; a baseline must be whole\n`);
    return 5;
  }
  await writeDocument(file, serializeRunResult(run));
  io.out.write(`${safeLine(file)}\n`);
  return 0;
}

async function list({ resultsFolder }: ResolvedConfig, io: CommandIo): Promise<ExitCode> {
  const folders = ["baseline", "releases"];
  const names = await Promise.all(
    folders.map(async (folder) => {
      const files: readonly string[] = await readdir(join(resultsFolder, folder)).catch(() => []);
      return files
        .filter((file) => file.endsWith("_results.json"))
        .map((file) => file.slice(0, -"_results.json".length))
        .map((name) => (folder === "baseline" ? name : `release:${name}`));
    }),
  );
  io.out.write(
    names
      .flat()
      .map((name) => `${safeLine(name)}\n`)
      .join(""),
  );
  return 0;
}
