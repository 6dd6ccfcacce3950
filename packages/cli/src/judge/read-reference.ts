import { readdir, readFile, stat } from "node:fs/promises";
import { basename, isAbsolute, join, resolve } from "node:path";

import { importRun } from "@paceline/analysis";
import { PacelineError } from "@paceline/core";
import type { RunResult } from "@paceline/core";
import type { ResolvedConfig } from "@paceline/harness";
import { resultFileFor } from "@paceline/harness";

/** A stored result that was named and cannot be read. Nothing can be judged, which is not a pass. */
export class ResultUnreadableError extends PacelineError {
  override readonly code = "PACELINE_RESULT_UNREADABLE";
  readonly file: string;

  constructor(file: string, problem: string) {
    super(`${file}: ${problem}`);
    this.file = file;
  }
}

/** What a word on the command line stands for. */
export type Reference =
  | { readonly kind: "result"; readonly name: string; readonly run: RunResult }
  /** Nothing stored has this name, so it is taken for a commit. */
  | { readonly kind: "commit"; readonly name: string };

interface ReferencePlace {
  readonly cwd: string;
  readonly config: ResolvedConfig;
}

/**
 * Finds what a word means: "baseline", "last", "release:NAME", the path of a file of any known format, the name
 * of a saved result, or else a commit.
 *
 * @throws {ResultUnreadableError} when it names a result that is missing, empty, damaged or of no known
 *   format.
 */
export async function readReference(word: string, place: ReferencePlace): Promise<Reference> {
  const { resultsFolder } = place.config;
  const common = { resultsFolder, commit: null, startedAt: new Date(0).toISOString() };
  if (word === "baseline" || word === "last") {
    return readAs(word, resultFileFor({ ...common, kind: word }));
  }
  if (word.startsWith("release:")) {
    const name = word.slice("release:".length);
    return readAs(word, resultFileFor({ ...common, kind: "releases", name }));
  }
  const path = resolve(place.cwd, word);
  if (await isFile(path)) return readAs(word, path);
  const saved = await findSaved(resultsFolder, word);
  if (saved !== null) return readAs(word, saved);
  // What looks like a file is not looked for among commits: "no such file" says more than "no such commit".
  if (/\.(json|txt)$/.test(word) || isAbsolute(word)) return readAs(word, path);
  return { kind: "commit", name: word };
}

async function readAs(name: string, path: string): Promise<Reference> {
  return { kind: "result", name, run: await readResultFile(path) };
}

/** @throws {ResultUnreadableError} with what is wrong with it. */
export async function readResultFile(path: string): Promise<RunResult> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
    const problem = isMissing ? "there is no such result" : messageOf(error);
    throw new ResultUnreadableError(path, problem);
  }
  try {
    return importRun(text);
  } catch (error) {
    throw new ResultUnreadableError(path, messageOf(error));
  }
}

async function findSaved(resultsFolder: string, name: string): Promise<string | null> {
  // A name with separators would lead out of the results.
  if (basename(name) !== name) return null;
  for (const folder of ["releases", "daily"]) {
    const names = [`${name}_results.json`, name];
    // oxlint-disable-next-line no-await-in-loop -- two folders, the first that has it wins
    const files: readonly string[] = await readdir(join(resultsFolder, folder)).catch(() => []);
    const found = names.find((candidate) => files.includes(candidate));
    if (found !== undefined) return join(resultsFolder, folder, found);
  }
  return null;
}

const isFile = async (path: string): Promise<boolean> =>
  stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  );

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
