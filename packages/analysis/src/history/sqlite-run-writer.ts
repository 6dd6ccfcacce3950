import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { RecordedRun, RecordedValue } from "./history.ts";

/** Statements of one transaction that writes runs. */
export class SqliteRunWriter {
  readonly #source: StatementSync;
  readonly #origin: StatementSync;
  readonly #clear: StatementSync;
  readonly #series: StatementSync;
  readonly #point: StatementSync;
  readonly #originIds = new Map<string, number>();
  readonly #seriesIds = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#source = database.prepare("INSERT OR REPLACE INTO source VALUES (?, ?, ?)");
    this.#origin = database.prepare(
      `INSERT INTO origin (commit_id, is_dirty, hostname, system_release, runtime, tool)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET tool = excluded.tool RETURNING id`,
    );
    this.#clear = database.prepare("DELETE FROM point WHERE run_id = ?");
    this.#series = database.prepare(
      `INSERT INTO series (benchmark, metric, unit, direction, machine, runtime)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET unit = excluded.unit RETURNING id`,
    );
    this.#point = database.prepare("INSERT OR REPLACE INTO point VALUES (?, ?, ?, ?, ?, ?, ?)");
  }

  write(run: RecordedRun): void {
    this.#source.run(run.source, run.fingerprint, run.runId);
    const originId = this.#originIdOf(run);
    this.#clear.run(run.runId);
    for (const value of run.values) {
      this.#point.run(
        this.#seriesIdOf(run, value),
        run.startedAt,
        run.runId,
        value.value,
        value.interval?.low ?? null,
        value.interval?.high ?? null,
        originId,
      );
    }
  }

  #originIdOf(run: RecordedRun): number {
    const { commitId, isDirty, hostname, systemRelease, runtime, pacelineVersion } = run;
    const facts = [commitId, Number(isDirty), hostname, systemRelease, runtime, pacelineVersion];
    const key = JSON.stringify(facts);
    const known = this.#originIds.get(key);
    if (known !== undefined) return known;
    const id = Number(this.#origin.get(...facts)?.["id"]);
    this.#originIds.set(key, id);
    return id;
  }

  /** Asked of the database once for each series: a transaction writes the same few again and again. */
  #seriesIdOf({ machine, runtime }: RecordedRun, value: RecordedValue): number {
    const { benchmarkId, metric, unit, direction } = value;
    const key = JSON.stringify([benchmarkId, metric, unit, direction, machine, runtime]);
    const known = this.#seriesIds.get(key);
    if (known !== undefined) return known;
    const row = this.#series.get(benchmarkId, metric, unit, direction, machine, runtime);
    const id = Number(row?.["id"]);
    this.#seriesIds.set(key, id);
    return id;
  }
}
