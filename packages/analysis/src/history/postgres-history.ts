import { withoutPassword } from "@paceline/core";
import type * as Pg from "pg";
import type { Client } from "pg";

import type { Series } from "../change-points/series.ts";
import { POINT_COUNT_MAX } from "./history.ts";
import type { History, RecordedRun, SeriesQuery } from "./history.ts";
import { HistoryUnavailableError } from "./history-errors.ts";
import { parsePointRow, parseSeriesRow } from "./history-rows.ts";

/** Beyond it the server is taken for unreachable. */
const CONNECT_TIMEOUT_MS = 5000;

/** Any fixed number: whoever makes the tables holds this lock, so that two do not at once. */
const SETUP_LOCK = 7_224_316;

const TABLES = `
  CREATE SCHEMA IF NOT EXISTS paceline;
  CREATE TABLE IF NOT EXISTS paceline.source
    (source TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, run_id TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS source_run ON paceline.source (run_id);
  CREATE TABLE IF NOT EXISTS paceline.run (
    id TEXT PRIMARY KEY, started_at TEXT NOT NULL, commit_id TEXT, is_dirty BOOLEAN NOT NULL,
    hostname TEXT NOT NULL, system_release TEXT NOT NULL, runtime TEXT NOT NULL, tool TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS paceline.series (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY, benchmark TEXT NOT NULL,
    metric TEXT NOT NULL, unit TEXT NOT NULL, direction TEXT NOT NULL, machine TEXT NOT NULL,
    runtime TEXT NOT NULL, UNIQUE (benchmark, metric, unit, direction, machine, runtime)
  );
  CREATE TABLE IF NOT EXISTS paceline.point (
    series_id INTEGER NOT NULL, started_at TEXT COLLATE "C" NOT NULL, run_id TEXT NOT NULL,
    value DOUBLE PRECISION NOT NULL, PRIMARY KEY (series_id, started_at, run_id)
  );
  CREATE INDEX IF NOT EXISTS point_run ON paceline.point (run_id);
  ALTER TABLE paceline.point ADD COLUMN IF NOT EXISTS interval_low DOUBLE PRECISION;
  ALTER TABLE paceline.point ADD COLUMN IF NOT EXISTS interval_high DOUBLE PRECISION;
`;

/**
 * The history of many machines in one PostgreSQL, in the schema "paceline". Needs the package `pg`, which is
 * loaded only here.
 *
 * @param url - `postgres://user:password@host:port/database`; the password may come from `PGPASSWORD`.
 * @throws {HistoryUnavailableError} when `pg` is not installed or the server cannot be reached.
 */
export async function createPostgresHistory(url: string): Promise<History> {
  const where = withoutPassword(url);
  const client = await connect(url, where);
  const history = new PostgresHistory(client, where);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [SETUP_LOCK]);
    await client.query(TABLES);
    await client.query("SELECT pg_advisory_unlock($1)", [SETUP_LOCK]);
  } catch (error) {
    await history[Symbol.asyncDispose]();
    throw unavailable(where, error);
  }
  return history;
}

async function connect(url: string, where: string): Promise<Client> {
  const { Client: PgClient } = await loadPg(where);
  const client = new PgClient({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A server that goes away later fails the next query, which says so; nothing else listens.
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    throw unavailable(where, error);
  }
  return client;
}

async function loadPg(where: string): Promise<Pick<typeof Pg, "Client">> {
  try {
    return await import("pg");
  } catch (error) {
    throw new HistoryUnavailableError(where, error, "install the package pg beside paceline");
  }
}

const unavailable = (where: string, cause: unknown): HistoryUnavailableError =>
  new HistoryUnavailableError(where, cause, "check the address, the user and that the server runs");

class PostgresHistory implements History {
  readonly #client: Client;
  readonly #where: string;

  constructor(client: Client, where: string) {
    this.#client = client;
    this.#where = where;
  }

  async record(runs: readonly RecordedRun[]): Promise<void> {
    if (runs.length === 0) return;
    await this.#transaction(async () => {
      const replaced = await this.#runsOf(runs.map(({ source }) => source));
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      for (const run of runs) await this.#write(run);
      await this.#dropOrphans(replaced);
    });
  }

  async forget(sources: readonly string[]): Promise<void> {
    if (sources.length === 0) return;
    await this.#transaction(async () => {
      const replaced = await this.#runsOf(sources);
      await this.#client.query("DELETE FROM paceline.source WHERE source = ANY($1)", [sources]);
      await this.#dropOrphans(replaced);
    });
  }

  async fingerprints(prefix: string): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.#query(
      "SELECT source, fingerprint FROM paceline.source WHERE starts_with(source, $1)",
      [prefix],
    );
    return new Map(rows.map((row) => [String(row["source"]), String(row["fingerprint"])]));
  }

  async series(query: SeriesQuery): Promise<readonly Series[]> {
    const { since = "", benchmark = "", pointCountMax = POINT_COUNT_MAX } = query;
    const { rows } = await this.#query(
      `SELECT series.*, found.value, found.interval_low, found.interval_high, found.id AS run_id, found.started_at, found.commit_id,
         found.is_dirty, found.hostname, found.system_release, found.run_runtime, found.tool
       FROM paceline.series CROSS JOIN LATERAL (
         SELECT point.value, point.interval_low, point.interval_high, run.id, run.started_at,
           run.commit_id, run.is_dirty, run.hostname,
           run.system_release, run.runtime AS run_runtime, run.tool
         FROM paceline.point JOIN paceline.run ON run.id = point.run_id
         WHERE point.series_id = series.id AND point.started_at >= $2
         ORDER BY point.started_at DESC, point.run_id COLLATE "C" DESC LIMIT $3
       ) AS found
       WHERE strpos(lower(benchmark), lower($1)) > 0 OR $1 = ''
       ORDER BY benchmark COLLATE "C", metric COLLATE "C", machine COLLATE "C",
         runtime COLLATE "C", found.started_at COLLATE "C", found.id COLLATE "C"`,
      [benchmark, since, pointCountMax],
    );
    const groups = Map.groupBy(rows, (row) => row["id"]);
    return [...groups.values()].map((group) => ({
      key: parseSeriesRow(group[0]!),
      points: group.map((row) =>
        parsePointRow({ ...row, id: row["run_id"], runtime: row["run_runtime"] }),
      ),
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }

  async #write(run: RecordedRun): Promise<void> {
    await this.#client.query(
      `INSERT INTO paceline.source VALUES ($1, $2, $3)
       ON CONFLICT (source) DO UPDATE SET fingerprint = excluded.fingerprint, run_id = excluded.run_id`,
      [run.source, run.fingerprint, run.runId],
    );
    await this.#client.query(
      `INSERT INTO paceline.run VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET started_at = excluded.started_at,
         commit_id = excluded.commit_id, is_dirty = excluded.is_dirty,
         hostname = excluded.hostname, system_release = excluded.system_release,
         runtime = excluded.runtime, tool = excluded.tool`,
      [
        run.runId,
        run.startedAt,
        run.commitId,
        run.isDirty,
        run.hostname,
        run.systemRelease,
        run.runtime,
        run.pacelineVersion,
      ],
    );
    await this.#client.query("DELETE FROM paceline.point WHERE run_id = $1", [run.runId]);
    const { values } = run;
    const names = [
      values.map(({ benchmarkId }) => benchmarkId),
      values.map(({ metric }) => metric),
      values.map(({ unit }) => unit),
      values.map(({ direction }) => direction),
    ];
    await this.#client.query(
      `INSERT INTO paceline.series (benchmark, metric, unit, direction, machine, runtime)
       SELECT *, $5, $6 FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
       ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING`,
      [...names, run.machine, run.runtime],
    );
    await this.#client.query(
      `INSERT INTO paceline.point
         (series_id, started_at, run_id, value, interval_low, interval_high)
       SELECT series.id, $7, $8, given.value, given.low, given.high
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $9::float8[], $10::float8[],
         $11::float8[]) AS given (benchmark, metric, unit, direction, value, low, high)
       JOIN paceline.series USING (benchmark, metric, unit, direction)
       WHERE series.machine = $5 AND series.runtime = $6
       ON CONFLICT (series_id, started_at, run_id) DO UPDATE SET value = excluded.value,
         interval_low = excluded.interval_low, interval_high = excluded.interval_high`,
      [
        ...names,
        run.machine,
        run.runtime,
        run.startedAt,
        run.runId,
        values.map(({ value }) => value),
        values.map(({ interval }) => interval?.low ?? null),
        values.map(({ interval }) => interval?.high ?? null),
      ],
    );
  }

  async #runsOf(sources: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.#client.query<Record<string, unknown>>(
      "SELECT DISTINCT run_id FROM paceline.source WHERE source = ANY($1)",
      [sources],
    );
    return rows.map((row) => String(row["run_id"]));
  }

  /** Of the given runs, drops those that no document holds any more, with their points. */
  async #dropOrphans(runIds: readonly string[]): Promise<void> {
    const orphans = "NOT EXISTS (SELECT 1 FROM paceline.source WHERE source.run_id = ";
    await this.#client.query(
      `DELETE FROM paceline.point WHERE run_id = ANY($1) AND ${orphans}point.run_id)`,
      [runIds],
    );
    await this.#client.query(`DELETE FROM paceline.run WHERE id = ANY($1) AND ${orphans}run.id)`, [
      runIds,
    ]);
  }

  async #transaction(work: () => Promise<void>): Promise<void> {
    try {
      await this.#client.query("BEGIN");
      await work();
      await this.#client.query("COMMIT");
    } catch (error) {
      await this.#client.query("ROLLBACK");
      throw unavailable(this.#where, error);
    }
  }

  async #query(
    text: string,
    values: readonly unknown[],
  ): Promise<{ readonly rows: readonly Record<string, unknown>[] }> {
    try {
      return await this.#client.query<Record<string, unknown>>(text, [...values]);
    } catch (error) {
      throw unavailable(this.#where, error);
    }
  }
}
