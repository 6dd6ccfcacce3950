import { readdirSync, readFileSync, statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { join, sep } from "node:path";

import { parseRunResult } from "@paceline/core";

import type { History, RecordedRun } from "./history.ts";
import { toRecordedRun } from "./to-recorded-run.ts";

/** A document that could not be read. It is no part of any series until it can. */
export interface UnreadableResult {
  readonly file: string;
  readonly message: string;
}

export interface SyncReport {
  readonly readCount: number;
  readonly keptCount: number;
  readonly forgottenCount: number;
  readonly unreadable: readonly UnreadableResult[];
}

const FOLDERS = ["baseline", "daily", "releases"];
/** Documents per transaction, and in memory at once. */
const BATCH_SIZE = 500;

/**
 * Brings a history up to date with the result files of a folder, reading only those that are new or
 * changed since: their size and time of change say so.
 *
 * @param resultsFolder - absolute path, of `baseline`, `daily` and `releases`; any may be missing.
 * @param host - sets this folder's documents apart in a history that several machines share.
 */
export async function syncResults(
  history: History,
  resultsFolder: string,
  host = "",
): Promise<SyncReport> {
  const prefix = `${host}:${resultsFolder}/`;
  const known = await history.fingerprints(prefix);
  const kept = new Set<string>();
  const changed: FoundFile[] = [];
  for (const found of foundFiles(resultsFolder, prefix)) {
    if (known.get(found.source) === found.fingerprint) kept.add(found.source);
    else changed.push(found);
  }
  const gone = kept.size === known.size ? [] : goneSources(known, kept, changed);
  await history.forget(gone);

  const unreadable: UnreadableResult[] = [];
  for (let start = 0; start < changed.length; start += BATCH_SIZE) {
    const runs = changed
      .slice(start, start + BATCH_SIZE)
      .flatMap((found) => readRun(found, unreadable) ?? []);
    // oxlint-disable-next-line no-await-in-loop -- one batch in memory at a time
    await history.record(runs);
    // oxlint-disable-next-line no-await-in-loop -- a turn of the event loop, in which Ctrl-C is heard
    await setImmediate();
  }
  return {
    readCount: changed.length - unreadable.length,
    keptCount: kept.size,
    forgottenCount: gone.length,
    unreadable,
  };
}

function goneSources(
  known: ReadonlyMap<string, string>,
  kept: ReadonlySet<string>,
  changed: readonly FoundFile[],
): readonly string[] {
  const found = new Set(changed.map(({ source }) => source));
  return [...known.keys()].filter((source) => !kept.has(source) && !found.has(source));
}

interface FoundFile {
  readonly source: string;
  readonly file: string;
  readonly fingerprint: string;
}

/**
 * The result files that there are. Synchronously, as they are read: of a hundred thousand files each look is far
 * shorter than a turn of the event loop.
 *
 * @yields each with what tells whether it changed.
 */
function* foundFiles(resultsFolder: string, prefix: string): Generator<FoundFile> {
  for (const folder of FOLDERS) {
    const path = join(resultsFolder, folder) + sep;
    for (const name of namesIn(path)) {
      if (!name.endsWith("_results.json")) continue;
      const file = path + name;
      const stats = statSync(file, { throwIfNoEntry: false });
      // Gone since it was listed.
      if (stats === undefined) continue;
      const fingerprint = `${stats.size}-${stats.mtimeMs}`;
      yield { source: `${prefix}${folder}/${name}`, file, fingerprint };
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

function readRun(
  { source, file, fingerprint }: FoundFile,
  unreadable: UnreadableResult[],
): RecordedRun | null {
  try {
    return toRecordedRun(parseRunResult(readFileSync(file, "utf8")), { source, fingerprint });
  } catch (error) {
    unreadable.push({ file, message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}
