import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core";
import type { BenchmarkDescriptor, ObservedProgram } from "@paceline/harness";

import { chooseBenchmarks } from "../run/choose-benchmarks.ts";
import { loadProject } from "../run/load-project.ts";
import { writeNothingFound } from "../run/nothing-found.ts";
import type { CommandIo } from "../terminal/command-io.ts";

/** A script or a benchmark that a word on the command line stands for. */
export interface FoundProgram {
  readonly name: string;
  readonly cwd: string;
  readonly program: ObservedProgram;
}

const SCRIPT = /\.[cm]?[jt]s$/;
const BENCHMARK_FILE = /\.bench\.[cm]?[jt]s$/;
const NAMES_SHOWN_MAX = 8;

export interface ProgramQuestion {
  readonly word: string;
  /** Arguments for a script. */
  readonly args: readonly string[];
  readonly iterationCount: number | null;
}

/** Whether a word is the path of a file that is there. */
export const isFile = async (word: string, cwd: string): Promise<boolean> =>
  stat(resolve(cwd, word)).then(
    (stats) => stats.isFile(),
    () => false,
  );

/** Whether a word is the path of a script, be it there or not. */
export const isScriptName = (word: string): boolean =>
  SCRIPT.test(word) && !BENCHMARK_FILE.test(word);

/**
 * Finds the script or the benchmark that is meant. Null when there is none, which has then been said.
 *
 * @throws {InvalidOptionError} when several benchmarks have the name: only one can be looked at.
 */
export async function findProgram(
  { word, args, iterationCount }: ProgramQuestion,
  io: CommandIo,
): Promise<FoundProgram | null> {
  if (isScriptName(word)) {
    if (!(await isFile(word, io.cwd))) throw new InvalidOptionError([noScript(word)]);
    const file = resolve(io.cwd, word);
    return { name: word, cwd: io.cwd, program: { kind: "script", file, args } };
  }
  const config = await loadProject(io);
  const choice = await chooseBenchmarks({
    config,
    preset: config.preset,
    names: [word],
    group: undefined,
    filter: undefined,
    io,
  });
  const [benchmark] = choice.benchmarks;
  if (benchmark === undefined && choice.fileErrors.length > 0) {
    for (const { error } of choice.fileErrors) io.err.write(`error: ${error.message}\n`);
    return null;
  }
  if (benchmark === undefined) {
    writeNothingFound(choice, io);
    return null;
  }
  if (choice.benchmarks.length > 1)
    throw new InvalidOptionError([several(word, choice.benchmarks)]);
  return {
    name: benchmark.id,
    cwd: config.root,
    program: {
      kind: "benchmark",
      request: {
        file: join(config.root, benchmark.file),
        group: benchmark.registeredGroup,
        name: benchmark.name,
        parameters: benchmark.parameters,
        size: benchmark.size,
        seed: config.seed,
        iterationCount,
      },
    },
  };
}

const noScript = (word: string): { path: string; expected: string; received: unknown } => ({
  path: "script",
  expected: "the path of a file that is there",
  received: word,
});

const several = (
  word: string,
  benchmarks: readonly BenchmarkDescriptor[],
): { path: string; expected: string; received: unknown } => {
  const shown = benchmarks.slice(0, NAMES_SHOWN_MAX).map(({ id }) => `"${id}"`);
  const more = benchmarks.length - shown.length;
  return {
    path: "benchmark",
    expected: `one benchmark, such as ${shown.join(", ")}${more > 0 ? ` or ${more} more` : ""}`,
    received: word,
  };
};
