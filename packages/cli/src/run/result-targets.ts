import { resolve } from "node:path";

import { InvalidOptionError } from "@paceline/core/errors";
import { readCommit, resultFileFor } from "@paceline/harness/discover";
import type { ResolvedConfig, ResultFileOptions } from "@paceline/harness";

import { OWN_RESULTS, requireReplaceable } from "./replaceable-file.ts";

/** Name under which a saved result is the one that others are compared with. */
const BASELINE_NAME = "baseline";

interface SaveRequest {
  readonly save: string | undefined;
  readonly isAutosave: boolean;
  readonly json: string | undefined;
  readonly cwd: string;
}

/**
 * Every file that this run's document is written to. The last run is always kept.
 *
 * @returns absolute paths, each once.
 * @throws {InvalidOptionError} when the name to save under is no file name, or the file holds something else.
 */
export async function resultTargets(
  { root, resultsFolder }: ResolvedConfig,
  { save, isAutosave, json, cwd }: SaveRequest,
): Promise<readonly string[]> {
  // Only the names of daily results say the commit, and asking git takes as long as a fork takes to start.
  const commit = isAutosave ? await readCommit(root) : null;
  const common = { resultsFolder, commit, startedAt: new Date().toISOString() };
  const files = [resultFileFor({ ...common, kind: "last" })];
  if (save === BASELINE_NAME) files.push(resultFileFor({ ...common, kind: "baseline" }));
  else if (save !== undefined) files.push(releaseFile(save, common));
  if (isAutosave) files.push(resultFileFor({ ...common, kind: "daily" }));
  if (json !== undefined) {
    const file = resolve(cwd, json);
    await requireReplaceable(file, { optionName: "--json", name: json }, OWN_RESULTS);
    files.push(file);
  }
  return [...new Set(files)];
}

type CommonOptions = Omit<ResultFileOptions, "kind" | "name">;

/** The name was typed after --save, so the problem is told of that. */
function releaseFile(name: string, common: CommonOptions): string {
  try {
    return resultFileFor({ ...common, kind: "releases", name });
  } catch (error) {
    if (!(error instanceof InvalidOptionError)) throw error;
    throw new InvalidOptionError(error.issues.map((issue) => ({ ...issue, path: "--save" })));
  }
}
