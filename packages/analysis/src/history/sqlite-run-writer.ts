import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { RecordedRun, RecordedValue } from "./history.ts";

/** Statements of one transaction that writes runs. */
export class SqliteRunWriter {
  readonly #source: StatementSync;
  readonly #run: StatementSync;
  readonly #clear: StatementSync;
  readonly #series: StatementSync;
  readonly #point: StatementSync;
  readonly #seriesIds = new Map<string, number>();

  constructor(database: DatabaseSync) {
    this.#source = database.prepare("INSERT OR REPLACE INTO source VALUES (?, ?, ?)");
    this.#run = database.prepare("INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    this.#clear = database.prepare("DELETE FROM point WHERE run_id = ?");
    this.#series = database.prepare(
      `INSERT INTO series (benchmark, metric, unit, direction, machine, runtime)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET unit = excluded.unit RETURNING id`,
    );
    this.#point = database.prepare("INSERT OR REPLACE INTO point VALUES (?, ?, ?, ?, ?, ?)");
  }

  write(run: RecordedRun): void {
    this.#source.run(run.source, run.fingerprint, run.runId);
    this.#run.run(
      run.runId,
      run.startedAt,
      run.commitId,
      Number(run.isDirty),
      run.hostname,
      run.systemRelease,
      run.runtime,
      run.pacelineVersion,
    );
    this.#clear.run(run.runId);
    for (const value of run.values) {
      this.#point.run(
        this.#seriesIdOf(run, value),
        run.startedAt,
        run.runId,
        value.value,
        value.interval?.low ?? null,
        value.interval?.high ?? null,
      );
    }
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
