import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { PacelineError, parseRunResult } from "@paceline/core";

const RELEASE_ENDING = "_results.json";

/** Runs that people know by a name, by the run's id: releases, and the baseline that others are compared with. */
export async function namedRuns(resultsFolder: string): Promise<ReadonlyMap<string, string>> {
  const releases = await filesIn(join(resultsFolder, "releases"));
  const named = [
    { file: join(resultsFolder, "baseline", "baseline_results.json"), label: "baseline" },
    ...releases.map((name) => ({
      file: join(resultsFolder, "releases", name),
      label: `release ${name.slice(0, -RELEASE_ENDING.length)}`,
    })),
  ];
  const ids = await Promise.all(
    named.map(async ({ file, label }) => {
      const id = await runIdOf(file);
      return id === null ? [] : [[id, label] as const];
    }),
  );
  return new Map(ids.flat());
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith(RELEASE_ENDING)).toSorted();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Null for a file that is not there or is no result: what cannot be read has been told of by the history. */
async function runIdOf(file: string): Promise<string | null> {
  try {
    return parseRunResult(await readFile(file, "utf8")).id;
  } catch (error) {
    if (isMissing(error) || error instanceof PacelineError) return null;
    throw error;
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "ENOENT" || error.code === "ENOTDIR");
