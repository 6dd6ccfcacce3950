import { hostname } from "node:os";
import { join } from "node:path";

import { createPostgresHistory, createSqliteHistory, syncResults } from "@paceline/analysis";
import type { History, UnreadableResult } from "@paceline/analysis";

const MS_PER_DAY = 86_400_000;
const INDEX_FILE = ".history.sqlite";

export interface SyncedHistory extends AsyncDisposable {
  readonly history: History;
  /** Results that are left out because they could not be read. */
  readonly unreadable: readonly UnreadableResult[];
}

/**
 * The history of a results folder, brought up to date with it.
 *
 * @param url - of a PostgreSQL that keeps the history of many machines; undefined for the index beside the results.
 */
export async function openSyncedHistory(
  url: string | undefined,
  resultsFolder: string,
): Promise<SyncedHistory> {
  const history =
    url === undefined
      ? createSqliteHistory(join(resultsFolder, INDEX_FILE))
      : await createPostgresHistory(url);
  try {
    const { unreadable } = await syncResults(
      history,
      resultsFolder,
      url === undefined ? "" : hostname(),
    );
    return {
      history,
      unreadable,
      [Symbol.asyncDispose]: async () => history[Symbol.asyncDispose](),
    };
  } catch (error) {
    await history[Symbol.asyncDispose]();
    throw error;
  }
}

/** ISO time that lies so many days back; undefined for all there is. */
export const sinceDays = (days: number | undefined): string | undefined =>
  days === undefined ? undefined : new Date(Date.now() - days * MS_PER_DAY).toISOString();
