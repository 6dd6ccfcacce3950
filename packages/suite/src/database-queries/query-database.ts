import type { AgentStore } from "@paceline/agents";

import type { Dataset } from "./dataset.ts";

/** One row, as a driver gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A statement written for one dialect, with parameters in its way. */
export type Values = readonly (number | string)[];

/** How a statement reaches the database. */
export interface QueryOptions {
  /** Parsed and planned once for each connection, or for every call. */
  readonly isPrepared: boolean;
}

/** The driver alone, without the store around it, under the same words in both dialects. */
export interface BareDriver {
  /** Runs one statement on its own; `$1`, `$2` stand for values. */
  query(text: string, values: Values, options: QueryOptions): Promise<readonly Row[]>;
  /** Runs one statement for each list of values, all in one transaction. */
  inTransaction(text: string, rows: readonly Values[]): Promise<void>;
}

/** A database with the suite's data in it, and a place to write to. */
export interface QueryDatabase extends AsyncDisposable {
  readonly dialect: "sqlite" | "postgres";
  readonly dataset: Dataset;
  /** Read only: the data are shared by all benchmarks. */
  readonly store: AgentStore;
  /** Empty at first, and thrown away afterwards. */
  readonly scratchStore: AgentStore;
  readonly driver: BareDriver;
  /** Puts the right schema before a table of the data. */
  table(name: "agent" | "message_indexed" | "message_unindexed"): string;
  /** A table `(id, value)` to write to, empty at first. */
  readonly scratchTable: string;
}
