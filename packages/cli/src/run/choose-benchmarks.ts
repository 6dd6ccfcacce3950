import { existsSync } from "node:fs";
import { relative, resolve, sep } from "node:path";

import type { FileError } from "@paceline/core";
import {
  discoverBenchmarks,
  isFileNamed,
  PRESETS,
  selectBenchmarks,
} from "@paceline/harness/discover";
import type { BenchmarkDescriptor, Discovery, PresetName, ResolvedConfig } from "@paceline/harness";

import type { CommandIo } from "../terminal/command-io.ts";

export interface ChooseRequest {
  readonly config: ResolvedConfig;
  readonly preset: PresetName;
  /** As typed; when there are none the config's `select` counts. */
  readonly names: readonly string[];
  readonly group: string | undefined;
  readonly filter: string | undefined;
  readonly io: CommandIo;
  /** Called while files are being loaded in processes of their own, which leaves time to load modules here. */
  readonly onLoading?: () => void;
}

/** What a command line means: benchmarks, broken files, and what was looked at to find them. */
export interface Choice {
  readonly request: ChooseRequest;
  readonly benchmarks: readonly BenchmarkDescriptor[];
  /** Only of files that could hold what was asked for. */
  readonly fileErrors: readonly FileError[];
  /** Names that mean nothing here. */
  readonly unknownNames: readonly string[];
  /** Everything that was found before names, group and filter. */
  readonly known: readonly BenchmarkDescriptor[];
  readonly searchedFiles: readonly string[];
}

/**
 * Finds what is meant: first in the files named by path, then among the project's own benchmarks, and names
 * that mean nothing there in the built-in suite.
 */
export async function chooseBenchmarks(request: ChooseRequest): Promise<Choice> {
  const { config, io } = request;
  const names = request.names.length > 0 ? request.names : config.select;
  const files = names.filter((name) => isBenchmarkPath(name, io.cwd));
  const words = names.filter((name) => !files.includes(name));

  const byPath = await discover(request, {
    files: files.map((file) => toRootPath(resolve(io.cwd, file), config.root)),
  });
  // A name can be anywhere, so all own files are loaded, unless every name is the path of a file.
  const own =
    words.length > 0 || names.length === 0 ? await discover(request, {}) : NOTHING_DISCOVERED;
  const missing = words.filter((word) => !isKnown(own, word));
  const suite = missing.length > 0 ? await discoverSuite(request) : NOTHING_DISCOVERED;
  const unknownNames = missing.filter((word) => !isKnown(suite, word));

  const chosen = [
    ...byPath.benchmarks,
    ...(names.length === 0 ? own.benchmarks : select(own, words)),
    ...select(suite, missing),
  ];
  // A broken file can hide a name that was not found; otherwise only the files that are meant count.
  const isMeant = ({ file }: FileError): boolean =>
    names.length === 0 || unknownNames.length > 0 || words.some((word) => isFileNamed(file, word));
  return {
    request,
    benchmarks: selectBenchmarks(
      { benchmarks: uniqueById(chosen) },
      {
        names: [],
        ...(request.group !== undefined && { group: request.group }),
        ...(request.filter !== undefined && { filter: request.filter }),
      },
    ),
    fileErrors: [...byPath.fileErrors, ...own.fileErrors.filter(isMeant)],
    unknownNames,
    known: uniqueById([...byPath.benchmarks, ...own.benchmarks, ...suite.benchmarks]),
    searchedFiles: [...byPath.searchedFiles, ...own.searchedFiles],
  };
}

const NOTHING_DISCOVERED: Discovery = {
  benchmarks: [],
  fileErrors: [],
  searchedFiles: [],
  searchedPatterns: [],
};

async function discover(
  { config, preset, io, onLoading }: ChooseRequest,
  options: { readonly files?: readonly string[]; readonly isTrusted?: boolean },
): Promise<Discovery> {
  if (options.files?.length === 0) return NOTHING_DISCOVERED;
  return discoverBenchmarks({
    root: config.root,
    include: config.include,
    size: PRESETS[preset].size,
    signal: io.signal,
    ...(onLoading !== undefined && { onLoading }),
    ...options,
  });
}

async function discoverSuite(request: ChooseRequest): Promise<Discovery> {
  const { suiteFiles } = await import("@paceline/suite");
  const files = suiteFiles().map((file) => toRootPath(file, request.config.root));
  return discover(request, { files, isTrusted: true });
}

const isKnown = (discovery: Discovery, name: string): boolean =>
  select(discovery, [name]).length > 0 ||
  discovery.fileErrors.some(({ file }) => isFileNamed(file, name));

const select = (discovery: Discovery, names: readonly string[]): readonly BenchmarkDescriptor[] =>
  names.length === 0 ? [] : selectBenchmarks(discovery, { names });

const isBenchmarkPath = (name: string, cwd: string): boolean =>
  /\.[cm]?[jt]s$/.test(name) && existsSync(resolve(cwd, name));

/** Forward slashes, as in documents. Above the root it starts with "../". */
const toRootPath = (path: string, root: string): string =>
  relative(root, path).split(sep).join("/");

function uniqueById(benchmarks: readonly BenchmarkDescriptor[]): readonly BenchmarkDescriptor[] {
  return [...new Map(benchmarks.map((benchmark) => [benchmark.id, benchmark])).values()];
}
