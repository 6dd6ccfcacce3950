import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

import { MIGRATIONS } from "../migrations.ts";
import type { Migration } from "../migrations.ts";
import { StoreSchemaError } from "../store-errors.ts";
import { sqliteFailure } from "./sqlite-failures.ts";

/** Marks the file as ours: "pace" in ASCII. See sqlite.org/pragma.html#pragma_application_id. */
const APPLICATION_ID = 0x70616365;

export interface SqliteFile {
  /** ":memory:" keeps it in memory. */
  readonly file: string;
  /** How long to wait for another program that writes. The event loop waits too. */
  readonly busyTimeoutMs: number;
  readonly fileBytesMax?: number | undefined;
  readonly migrations?: readonly Migration[];
}

/**
 * Opens a file, or makes it, and brings its tables up to date. Write-ahead log with `synchronous = NORMAL`: a
 * crash of the program loses nothing, a crash of the machine at most what came after the last checkpoint.
 */
export function openSqlite(options: SqliteFile): DatabaseSync {
  const { file, busyTimeoutMs, fileBytesMax, migrations = MIGRATIONS } = options;
  let database: DatabaseSync | undefined;
  try {
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
    database = new DatabaseSync(file, { timeout: busyTimeoutMs });
    migrate(database, file, migrations);
    if (fileBytesMax !== undefined) limitFile(database, fileBytesMax);
    return database;
  } catch (error) {
    database?.close();
    throw error instanceof StoreSchemaError ? error : sqliteFailure(file, error);
  }
}

/**
 * Messages of many agents touch many pages of an index: with room for 32 MiB of them, and the log copied into the file
 * only every 10,000 pages, a page that is written again and again goes there once. Both are upper bounds.
 */
const SETTINGS = `
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 10000`;

/** The limit is one of the connection, not of the file. */
function limitFile(database: DatabaseSync, fileBytesMax: number): void {
  const pageBytes = Number(database.prepare("PRAGMA page_size").get()?.["page_size"]);
  database.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(fileBytesMax / pageBytes))}`);
}

function migrate(database: DatabaseSync, file: string, migrations: readonly Migration[]): void {
  database.exec(SETTINGS);
  if (versionOf(database, file, migrations) === migrations.length) return;
  // Two processes may come here at once: the second one waits, then finds the tables made.
  database.exec("BEGIN IMMEDIATE");
  try {
    for (const { version, sqlite } of migrations.slice(versionOf(database, file, migrations)))
      database.exec(`${sqlite} PRAGMA user_version = ${version}`);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; COMMIT`);
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function versionOf(database: DatabaseSync, file: string, migrations: readonly Migration[]): number {
  const read = (pragma: string): number =>
    Number(database.prepare(`PRAGMA ${pragma}`).get()?.[pragma]);
  const version = read("user_version");
  const tableCount = Number(
    database.prepare("SELECT count(*) AS count FROM sqlite_schema").get()?.["count"],
  );
  if (read("application_id") !== APPLICATION_ID) {
    if (tableCount === 0 && version === 0) return 0;
    throw new StoreSchemaError(file, "it is a database of another program; give another file");
  }
  if (version > migrations.length) {
    throw new StoreSchemaError(
      file,
      `they are of version ${version}, known is up to ${migrations.length}; use a newer paceline`,
    );
  }
  return version;
}
