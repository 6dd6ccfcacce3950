import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

import type { Series, SeriesPoint } from "../change-points/series.ts";
import type { History, RecordedRun, SeriesQuery } from "./history.ts";
import { POINT_COUNT_MAX } from "./history.ts";
import { HistoryUnavailableError } from "./history-errors.ts";
import { SqliteRunWriter } from "./sqlite-run-writer.ts";
import { parseFingerprintValues, parseOriginRow, parseSeriesRow } from "./history-rows.ts";
import { POINT_COLUMNS, readPoints } from "./sqlite-points.ts";
import type { PointOrigin } from "./history-rows.ts";

/** How long a writer waits for another one. A transaction of a thousand runs takes a tenth of it. */
const BUSY_TIMEOUT_MS = 5000;
/** Raised when the tables change: an index of another version is built anew. */
const INDEX_VERSION = 3;

const TABLES = `
  CREATE TABLE source (source TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, run_id TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX source_run ON source (run_id);
  CREATE TABLE origin (
    id INTEGER PRIMARY KEY, commit_id TEXT, is_dirty INTEGER NOT NULL, hostname TEXT NOT NULL,
    system_release TEXT NOT NULL, runtime TEXT NOT NULL, tool TEXT NOT NULL
  );
  CREATE UNIQUE INDEX origin_facts
    ON origin (ifnull(commit_id, ''), is_dirty, hostname, system_release, runtime, tool);
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, benchmark TEXT NOT NULL, metric TEXT NOT NULL, unit TEXT NOT NULL,
    direction TEXT NOT NULL, machine TEXT NOT NULL, runtime TEXT NOT NULL,
    UNIQUE (benchmark, metric, unit, direction, machine, runtime)
  );
  CREATE TABLE point (
    series_id INTEGER NOT NULL, started_at TEXT NOT NULL, run_id TEXT NOT NULL, value REAL NOT NULL,
    interval_low REAL, interval_high REAL, origin_id INTEGER NOT NULL,
    PRIMARY KEY (series_id, started_at, run_id)
  ) WITHOUT ROWID;
  CREATE INDEX point_run ON point (run_id);
`;

/**
 * The embedded history: one SQLite file beside the results. It holds nothing that the results do not, so a
 * damaged one, or one of another version, is thrown away and built anew.
 *
 * @param file - absolute path; ":memory:" keeps it in memory.
 * @throws {HistoryUnavailableError} when it is locked for longer than five seconds, or cannot be written.
 */
export function createSqliteHistory(file: string): History {
  return new SqliteHistory(openIndex(file), file);
}

function openIndex(file: string): DatabaseSync {
  try {
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
    return prepared(file);
  } catch (error) {
    if (!isDamaged(error)) throw unavailable(file, error);
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${file}${suffix}`, { force: true });
    return prepared(file);
  }
}

function prepared(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
    // Two processes may come here at once: the second one waits, then finds the tables made.
    database.exec("BEGIN IMMEDIATE");
    const version = database.prepare("PRAGMA user_version").get()?.["user_version"];
    if (version !== INDEX_VERSION) {
      for (const table of ["point", "series", "origin", "run", "source"]) {
        database.exec(`DROP TABLE IF EXISTS ${table}`);
      }
      database.exec(`${TABLES}; PRAGMA user_version = ${INDEX_VERSION}`);
    }
    database.exec("COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const isDamaged = (error: unknown): boolean =>
  error instanceof Error &&
  "errcode" in error &&
  typeof error.errcode === "number" &&
  [11, 26].includes(error.errcode & 0xff);

const unavailable = (file: string, cause: unknown): HistoryUnavailableError =>
  new HistoryUnavailableError(
    file,
    cause,
    "wait for the other paceline to end, or delete that file: it is built anew from the results",
  );

class SqliteHistory implements History {
  readonly #database: DatabaseSync;
  readonly #file: string;

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#file = file;
  }

  async record(runs: readonly RecordedRun[]): Promise<void> {
    if (runs.length === 0) return;
    this.#transaction(() => {
      const writer = new SqliteRunWriter(this.#database);
      const replaced = this.#runsOf(runs.map(({ source }) => source));
      for (const run of runs) writer.write(run);
      this.#dropOrphans(replaced);
    });
  }

  async forget(sources: readonly string[]): Promise<void> {
    if (sources.length === 0) return;
    this.#transaction(() => {
      const replaced = this.#runsOf(sources);
      const statement = this.#database.prepare("DELETE FROM source WHERE source = ?");
      for (const source of sources) statement.run(source);
      this.#dropOrphans(replaced);
    });
  }

  async fingerprints(prefix: string): Promise<ReadonlyMap<string, string>> {
    return this.#read(() => {
      const statement = this.#database.prepare(
        "SELECT source, fingerprint FROM source WHERE substr(source, 1, ?) = ?",
      );
      statement.setReturnArrays(true);
      const rows: readonly unknown[] = statement.all(prefix.length, prefix);
      return new Map(rows.map(parseFingerprintValues));
    });
  }

  async series(query: SeriesQuery): Promise<readonly Series[]> {
    const { since = "", benchmark = "", pointCountMax = POINT_COUNT_MAX } = query;
    return this.#snapshot(() => {
      const origins = this.#origins();
      const points = this.#database.prepare(
        `SELECT ${POINT_COLUMNS} FROM point WHERE series_id = ? AND started_at >= ?
         ORDER BY started_at DESC, run_id DESC LIMIT ?`,
      );
      // A hundred thousand rows as objects would take longer than all that is done with them.
      points.setReturnArrays(true);
      return this.#database
        .prepare(
          `SELECT * FROM series WHERE instr(lower(benchmark), lower(?)) > 0 OR ? = ''
           ORDER BY benchmark, metric, machine, runtime`,
        )
        .all(benchmark, benchmark)
        .map((row): Series => {
          const rows: readonly unknown[] = points.all(row["id"] ?? null, since, pointCountMax);
          return { key: parseSeriesRow(row), points: readPoints(rows, origins) };
        })
        .filter(
          ({ points: found }: { readonly points: readonly SeriesPoint[] }) => found.length > 0,
        );
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  /** Where runs come from: the same for many of them, so each is read once. */
  #origins(): ReadonlyMap<unknown, PointOrigin> {
    const rows = this.#database.prepare("SELECT * FROM origin").all();
    return new Map(rows.map((row) => [row["id"], parseOriginRow(row)]));
  }

  #runsOf(sources: readonly string[]): ReadonlySet<string> {
    const statement = this.#database.prepare("SELECT run_id FROM source WHERE source = ?");
    return new Set(
      sources.flatMap((source) => statement.all(source).map((row) => String(row["run_id"]))),
    );
  }

  /** Of the given runs, drops those that no document holds any more, with their points. */
  #dropOrphans(runIds: ReadonlySet<string>): void {
    const holders = this.#database.prepare("SELECT 1 FROM source WHERE run_id = ? LIMIT 1");
    const points = this.#database.prepare("DELETE FROM point WHERE run_id = ?");
    for (const id of runIds) {
      if (holders.get(id) !== undefined) continue;
      points.run(id);
    }
  }

  /** Reads all as it was at one moment, while others write. */
  #snapshot<T>(work: () => T): T {
    return this.#read(() => {
      this.#database.exec("BEGIN");
      try {
        return work();
      } finally {
        this.#database.exec("COMMIT");
      }
    });
  }

  #transaction(work: () => void): void {
    this.#read(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        work();
        this.#database.exec("COMMIT");
      } catch (error) {
        this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  #read<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw unavailable(this.#file, error);
    }
  }
}
