import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";

import { assert } from "@paceline/core";

import type { AgentId, Message } from "../../message.ts";
import { toAgentKey } from "../agent-key.ts";
import type {
  AgentStore,
  BeliefSnapshot,
  KindTraffic,
  StoreCounts,
  StoredAgent,
  StoredObservation,
  StoreRecords,
  StoreStatistics,
} from "../agent-store.ts";
import { createBatchWriter } from "../batch-writer.ts";
import type { BatchWriter } from "../batch-writer.ts";
import { StoreClosedError } from "../store-errors.ts";
import { checkCounts, resolveStoreOptions, throwIssues } from "../store-options.ts";
import type { ResolvedStoreOptions, StoreOptions } from "../store-options.ts";
import {
  fromAgentColumns,
  toBeliefSnapshot,
  toMessage,
  toObservation,
  toStoreRows,
} from "../store-rows.ts";
import type { FoundRow, StoreRows } from "../store-rows.ts";
import { MessageLog } from "./message-log.ts";
import { openSqlite } from "./open-sqlite.ts";
import { sqliteFailure } from "./sqlite-failures.ts";
import { prepareAll } from "./prepare-all.ts";
import { SQLITE_READS, SQLITE_WRITES } from "./sqlite-statements.ts";

export interface SqliteStoreOptions extends StoreOptions {
  /** How long to wait for another program that writes; the event loop waits too. @defaultValue 5000 */
  readonly busyTimeoutMs?: number;
  /** How large the file may grow; more is refused as a full disk is. The log beside it comes on top. @defaultValue no limit */
  readonly fileBytesMax?: number;
}

/**
 * The embedded store: one SQLite file, or memory. It needs nothing installed.
 *
 * @param file - path; ":memory:" keeps it in memory.
 * @throws {StoreUnavailableError} when the file is locked, damaged or cannot be written.
 * @throws {StoreSchemaError} when it is another program's, or a later version's.
 */
export function createSqliteStore(file: string, options: SqliteStoreOptions = {}): AgentStore {
  const { busyTimeoutMs = 5000, fileBytesMax } = options;
  const limits = resolveStoreOptions(options);
  throwIssues(checkCounts({ busyTimeoutMs, ...(fileBytesMax !== undefined && { fileBytesMax }) }));
  return new SqliteStore(openSqlite({ file, busyTimeoutMs, fileBytesMax }), file, limits);
}

type Reads = { readonly [Name in keyof typeof SQLITE_READS]: StatementSync };
type Writes = { readonly [Name in keyof typeof SQLITE_WRITES]: StatementSync };

class SqliteStore implements AgentStore {
  readonly dialect = "sqlite";
  readonly #database: DatabaseSync;
  readonly #file: string;
  readonly #reads: Reads;
  readonly #writes: Writes;
  readonly #messages: MessageLog;
  readonly #writer: BatchWriter;
  #isClosing = false;

  constructor(database: DatabaseSync, file: string, limits: ResolvedStoreOptions) {
    this.#database = database;
    this.#file = file;
    this.#reads = prepareAll(database, SQLITE_READS);
    this.#reads.agent.setReturnArrays(true);
    this.#writes = prepareAll(database, SQLITE_WRITES);
    this.#messages = new MessageLog(database);
    this.#writer = createBatchWriter(async (batch) => this.#commit(batch), limits);
  }

  async record(records: StoreRecords): Promise<void> {
    this.#refuseWhenClosing();
    return this.#writer.write(toStoreRows(records));
  }

  async findAgent(id: AgentId): Promise<StoredAgent | null> {
    // The most frequent question, so without a closure and without an object for the row.
    if (!this.#database.isOpen) throw new StoreClosedError(this.#file);
    const key = toAgentKey(id);
    try {
      const columns: unknown = this.#reads.agent.get(key);
      return columns === undefined ? null : fromAgentColumns(columns);
    } catch (error) {
      throw sqliteFailure(this.#file, error);
    }
  }

  async latestMessages(to: AgentId, count: number): Promise<readonly Message[]> {
    const recipient = toAgentKey(to);
    const found: Message[] = [];
    // From one to the one before. They never change, so nothing is seen half; one recursive query takes longer.
    let position: unknown = this.#get("latestPosition", recipient)?.["latest"] ?? null;
    while (typeof position === "number" && found.length < count) {
      const row = this.#get("message", position, recipient);
      assert(row !== undefined, `the store has lost message ${position}`);
      found.push(toMessage(row));
      position = row["previous"];
    }
    return found.toReversed();
  }

  async observationsOf(
    id: AgentId,
    { fromStep, count }: { readonly fromStep: number; readonly count: number },
  ): Promise<readonly StoredObservation[]> {
    return this.#all("observations", toAgentKey(id), fromStep, count).map(toObservation);
  }

  async latestBelief(id: AgentId): Promise<BeliefSnapshot | null> {
    const row = this.#get("latestBelief", toAgentKey(id));
    return row === undefined ? null : toBeliefSnapshot(row);
  }

  async trafficByKind(): Promise<readonly KindTraffic[]> {
    return this.#all("traffic").map((row) => ({
      kind: String(row["kind"]),
      agentCount: Number(row["agent_count"]),
      messageCount: Number(row["message_count"]),
    }));
  }

  async counts(): Promise<StoreCounts> {
    const [row] = this.#all("counts");
    return {
      agentCount: Number(row?.["agents"]),
      messageCount: Number(row?.["messages"]),
      observationCount: Number(row?.["observations"]),
      beliefCount: Number(row?.["beliefs"]),
    };
  }

  statistics(): StoreStatistics {
    const { writtenRowCount, batchCount } = this.#writer;
    return { writtenRowCount, batchCount, retryCount: 0, pool: null };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    await this.#writer.drain();
    if (this.#database.isOpen) this.#database.close();
  }

  #commit(batch: readonly StoreRows[]): void {
    this.#guard(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        this.#messages.append(batch);
        for (const rows of batch) this.#writeRows(rows);
        this.#database.exec("COMMIT");
      } catch (error) {
        // Some failures, such as a full disk, have rolled back by themselves.
        this.#messages.forget();
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  #writeRows({ agents, observations, beliefs }: StoreRows): void {
    const { agent, observation, belief } = this.#writes;
    for (const [id, kind, options, stepCount] of agents) agent.run(id, kind, options, stepCount);
    for (const [id, step, content] of observations) observation.run(id, step, content);
    for (const [id, step, probabilities] of beliefs) belief.run(id, step, probabilities);
  }

  #get(name: keyof Reads, ...values: readonly SQLInputValue[]): FoundRow | undefined {
    return this.#guard(() => this.#reads[name].get(...values));
  }

  #all(name: keyof Reads, ...values: readonly SQLInputValue[]): readonly FoundRow[] {
    return this.#guard(() => this.#reads[name].all(...values));
  }

  #guard<T>(work: () => T): T {
    if (!this.#database.isOpen) throw new StoreClosedError(this.#file);
    try {
      return work();
    } catch (error) {
      throw sqliteFailure(this.#file, error);
    }
  }

  #refuseWhenClosing(): void {
    if (this.#isClosing) throw new StoreClosedError(this.#file);
  }
}
