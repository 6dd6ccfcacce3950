import { basename } from "node:path";

import type { FileError } from "@paceline/core";
import { toErrorRecord } from "@paceline/core/error-record";

import type { BenchmarkDescriptor } from "../descriptor.ts";
import { DuplicateBenchmarkError } from "../errors/file-errors.ts";
import type { DescribedBenchmark } from "../fork/protocol.ts";
import { benchmarkId } from "../parameters.ts";
import type { ParameterSize } from "../settings/presets.ts";
import type { DescribedFile } from "./describe-in-fork.ts";
import { describeApart, describeTogether } from "./describe-together.ts";
import { findFiles } from "./find-files.ts";

/** Time that one file may take to load: generous, since a busy machine must not make a good file bad. */
const LOAD_TIME_LIMIT_NS = 20e9;

export interface DiscoverOptions {
  /** Absolute path of the project. */
  readonly root: string;
  /** Globs relative to the root. */
  readonly include: readonly string[];
  /** Load these files only, relative to the root; the globs are then not asked. */
  readonly files?: readonly string[];
  /** The files are known to load and to leave each other alone: one process loads them all, which is faster. */
  readonly isTrusted?: boolean;
  /** Which values of the parameters to expand. */
  readonly size: ParameterSize;
  readonly loadTimeLimitNs?: number;
  readonly signal?: AbortSignal;
  /** Called when the first files are being loaded in their processes: there is time now to load what comes next. */
  readonly onLoading?: () => void;
}

export interface Discovery {
  readonly benchmarks: readonly BenchmarkDescriptor[];
  readonly fileErrors: readonly FileError[];
  readonly searchedFiles: readonly string[];
  readonly searchedPatterns: readonly string[];
}

/**
 * Finds benchmark files and lists what they register, parameters expanded, in the order of the files.
 *
 * Unless they are trusted, each file is loaded in a process of its own with a time limit, so a file that does not parse, throws,
 * hangs or exits gives one {@link FileError} and the others still count. Never throws for what a file does.
 */
export async function discoverBenchmarks(options: DiscoverOptions): Promise<Discovery> {
  const { root, include, size, loadTimeLimitNs = LOAD_TIME_LIMIT_NS, signal } = options;
  const files = options.files ?? (await findFiles(root, include));
  const describe = options.isTrusted === true ? describeTogether : describeApart;
  const loading = describe(files, { root, size, loadTimeLimitNs, signal });
  options.onLoading?.();
  const described = await loading;
  const { benchmarks, fileErrors } = collect(files, described, size);
  return { benchmarks, fileErrors, searchedFiles: files, searchedPatterns: include };
}

function collect(
  files: readonly string[],
  described: readonly DescribedFile[],
  size: ParameterSize,
): Pick<Discovery, "benchmarks" | "fileErrors"> {
  const benchmarks: BenchmarkDescriptor[] = [];
  const fileErrors: FileError[] = [];
  const fileById = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    const outcome = described[index];
    if (outcome?.state === "failed") fileErrors.push(outcome.fileError);
    if (outcome?.state !== "described") continue;
    const own = outcome.benchmarks.map((benchmark) => toDescriptor(file, benchmark, size));
    const taken = own.filter(({ id }) => fileById.has(id));
    if (taken.length > 0) {
      const duplicates = taken.map(
        ({ id }) => `benchmark "${id}" is registered in ${fileById.get(id)} and again in ${file}`,
      );
      const error = toErrorRecord(new DuplicateBenchmarkError(file, duplicates));
      fileErrors.push({ file, error });
      continue;
    }
    for (const { id } of own) fileById.set(id, file);
    benchmarks.push(...own);
  }
  return { benchmarks, fileErrors };
}

function toDescriptor(
  file: string,
  described: DescribedBenchmark,
  size: ParameterSize,
): BenchmarkDescriptor {
  const { name, parameters, targets, peers, metrics } = described;
  // Outside of any group the file is the group: agent-spawning.bench.ts gives "agent-spawning".
  const group = described.group ?? fileGroup(file);
  return {
    id: benchmarkId(group, name, parameters),
    file,
    group,
    registeredGroup: described.group,
    name,
    parameters,
    needs: described.needs,
    size: size === "smoke" ? "smoke" : "full",
    isStretchOnly: targets.length > 0 && targets.every(({ isStretch }) => isStretch === true),
    itemsPerIteration: described.itemsPerIteration,
    itemsUnit: described.itemsUnit,
    metricNames: metrics.map((metric) => metric.name),
    metrics,
    targetCount: targets.length,
    targets,
    peers,
    procedure: described.procedure,
    leakPlan: described.leakPlan,
    instanceCounts: described.instanceCounts,
    options: described.options,
  };
}

/** Basename of a benchmark file without `.bench.ts`. */
export const fileGroup = (file: string): string =>
  basename(file).replace(/(?:\.bench)?\.[cm]?[jt]s$/, "");
