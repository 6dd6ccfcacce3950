import type { DatabaseSync, StatementSync } from "node:sqlite";

import type { RecordedRun } from "./history.ts";

/** Statements of one transaction that writes runs. */
export class SqliteRunWriter {
  readonly #source: StatementSync;
  readonly #run: StatementSync;
  readonly #clear: StatementSync;
  readonly #series: StatementSync;
  readonly #point: StatementSync;

  constructor(database: DatabaseSync) {
    this.#source = database.prepare("INSERT OR REPLACE INTO source VALUES (?, ?, ?)");
    this.#run = database.prepare("INSERT OR REPLACE INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    this.#clear = database.prepare("DELETE FROM point WHERE run_id = ?");
    this.#series = database.prepare(
      `INSERT INTO series (benchmark, metric, unit, direction, machine, runtime)
       VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET unit = excluded.unit RETURNING id`,
    );
    this.#point = database.prepare("INSERT OR REPLACE INTO point VALUES (?, ?, ?, ?)");
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
    for (const { benchmarkId, metric, unit, direction, value } of run.values) {
      const id = this.#series.get(benchmarkId, metric, unit, direction, run.machine, run.runtime);
      this.#point.run(id?.["id"] ?? null, run.startedAt, run.runId, value);
    }
  }
}
