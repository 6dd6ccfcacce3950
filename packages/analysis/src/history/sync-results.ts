import { statSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

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
  const found = lookAt(await listFiles(resultsFolder), resultsFolder, prefix);
  const changed = [...found].filter(
    ([source, { fingerprint }]) => known.get(source) !== fingerprint,
  );
  const gone = [...known.keys()].filter((source) => !found.has(source));
  await history.forget(gone);

  const unreadable: UnreadableResult[] = [];
  for (let start = 0; start < changed.length; start += BATCH_SIZE) {
    const batch = changed.slice(start, start + BATCH_SIZE);
    // oxlint-disable-next-line no-await-in-loop -- one batch in memory at a time
    const runs = await Promise.all(batch.map((entry) => readRun(entry, unreadable)));
    // oxlint-disable-next-line no-await-in-loop -- likewise
    await history.record(runs.filter((run) => run !== null));
  }
  return {
    readCount: changed.length - unreadable.length,
    keptCount: found.size - changed.length,
    forgottenCount: gone.length,
    unreadable,
  };
}

interface FoundFile {
  readonly file: string;
  readonly fingerprint: string;
}

async function listFiles(resultsFolder: string): Promise<readonly string[]> {
  const lists = await Promise.all(
    FOLDERS.map(async (folder) => {
      try {
        const names = await readdir(join(resultsFolder, folder));
        return names
          .filter((name) => name.endsWith("_results.json"))
          .map((name) => `${folder}/${name}`);
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
        throw error;
      }
    }),
  );
  return lists.flat().map((name) => join(resultsFolder, name));
}

/** Synchronously: of a hundred thousand files each look is far shorter than a turn of the event loop. */
function lookAt(files: readonly string[], folder: string, prefix: string): Map<string, FoundFile> {
  const found = new Map<string, FoundFile>();
  for (const file of files) {
    const stats = statSync(file, { throwIfNoEntry: false });
    // Gone since it was listed.
    if (stats === undefined) continue;
    const source = `${prefix}${file.slice(folder.length + 1)}`;
    found.set(source, { file, fingerprint: `${stats.size}-${stats.mtimeMs}` });
  }
  return found;
}

async function readRun(
  [source, { file, fingerprint }]: readonly [string, FoundFile],
  unreadable: UnreadableResult[],
): Promise<RecordedRun | null> {
  try {
    return toRecordedRun(parseRunResult(await readFile(file, "utf8")), { source, fingerprint });
  } catch (error) {
    unreadable.push({ file, message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}
