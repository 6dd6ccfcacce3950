import { InvalidOptionError } from "@paceline/core";
import type { BenchmarkDescriptor, ResolvedConfig } from "@paceline/harness";
import { discoverBenchmarks } from "@paceline/harness";

import { chooseBenchmarks } from "../run/choose-benchmarks.ts";
import type { CommandIo } from "../terminal/command-io.ts";
import type { MeasuredSide } from "./measure-pairs.ts";

/** Which benchmarks of a project to compare. */
export interface SideSelection {
  readonly names: readonly string[];
  readonly filter: string | undefined;
}

/**
 * The working tree's benchmarks, as `run` would choose them.
 *
 * @throws {InvalidOptionError} when there is nothing to compare, or a benchmark file does not load.
 */
export async function workingSide(
  config: ResolvedConfig,
  { names, filter }: SideSelection,
  io: CommandIo,
): Promise<MeasuredSide> {
  const choice = await chooseBenchmarks({
    config,
    preset: "standard",
    names,
    group: undefined,
    filter,
    io,
  });
  const [broken] = choice.fileErrors;
  if (broken !== undefined) {
    throw new InvalidOptionError([
      { path: broken.file, expected: "a file that loads", received: broken.error.message },
    ]);
  }
  if (choice.benchmarks.length === 0) {
    throw new InvalidOptionError([
      { path: "benchmarks", expected: "names of benchmarks that there are", received: [...names] },
    ]);
  }
  return { root: config.root, benchmarks: withoutServices(choice.benchmarks, io) };
}

/** Commits are compared without services: a server's own noise is larger than what a pair can tell. */
function withoutServices(
  benchmarks: readonly BenchmarkDescriptor[],
  { err }: CommandIo,
): readonly BenchmarkDescriptor[] {
  const kept = benchmarks.filter(({ needs }) => needs.length === 0);
  const count = benchmarks.length - kept.length;
  if (count > 0) err.write(`${count} benchmarks that need a database server are not compared\n`);
  return kept;
}

/** A checkout's benchmarks: of those that `like` has, and of the same files what it has besides. */
export async function checkoutSide(
  root: string,
  config: ResolvedConfig,
  like: MeasuredSide | null,
  signal: AbortSignal,
): Promise<MeasuredSide> {
  const discovery = await discoverBenchmarks({
    root,
    include: config.include,
    size: "full",
    signal,
  });
  if (like === null) return { root, benchmarks: discovery.benchmarks };
  const wanted = new Set(like.benchmarks.map(({ id }) => id));
  return { root, benchmarks: discovery.benchmarks.filter(({ id }) => wanted.has(id)) };
}
