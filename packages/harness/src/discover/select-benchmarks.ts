import type { BenchmarkDescriptor } from "../descriptor.ts";
import { fileGroup } from "./discover-benchmarks.ts";
import type { Discovery } from "./discover-benchmarks.ts";

export interface Selection {
  /**
   * Any of: a file's path or the end of it, its basename with or without `.bench.ts`, a folder, a group or
   * the begin of a nested one, a benchmark's name or id. Upper and lower case are the same. None is all.
   */
  readonly names: readonly string[];
  /** Keeps this group and the groups nested in it. */
  readonly group?: string;
  /** Keeps the benchmarks with this in their id, in any case of letters. */
  readonly filter?: string;
}

/** The benchmarks that a person meant, in the order in which they were discovered. */
export function selectBenchmarks(
  discovery: Pick<Discovery, "benchmarks">,
  { names, group, filter }: Selection,
): readonly BenchmarkDescriptor[] {
  const wantedNames = names.map(normalize);
  const wantedGroup = group?.toLowerCase();
  const wantedText = filter?.toLowerCase();
  return discovery.benchmarks.filter(
    (benchmark) =>
      (wantedNames.length === 0 || wantedNames.some((name) => isNamed(benchmark, name))) &&
      (wantedGroup === undefined || isBelow(benchmark.group.toLowerCase(), wantedGroup)) &&
      (wantedText === undefined || benchmark.id.toLowerCase().includes(wantedText)),
  );
}

/** As typed in a shell: `./packages/suite/` and `packages\suite` mean the same folder. */
const normalize = (name: string): string =>
  name.toLowerCase().replaceAll("\\", "/").replace(/^\.\//, "").replace(/\/$/, "");

/** Whether a name means this file: its path, the end of it, its basename, or a folder that it is in. */
export function isFileNamed(file: string, name: string): boolean {
  const path = file.toLowerCase();
  const wanted = normalize(name);
  return (
    `/${path}`.endsWith(`/${wanted}`) ||
    fileGroup(path) === wanted ||
    `/${path}`.includes(`/${wanted}/`)
  );
}

function isNamed({ file, group, name, id }: BenchmarkDescriptor, wanted: string): boolean {
  return (
    isFileNamed(file, wanted) ||
    isBelow(group.toLowerCase(), wanted) ||
    name.toLowerCase() === wanted ||
    id.toLowerCase() === wanted ||
    `${group}/${name}`.toLowerCase() === wanted
  );
}

const isBelow = (group: string, wanted: string): boolean =>
  group === wanted || group.startsWith(`${wanted}/`);
