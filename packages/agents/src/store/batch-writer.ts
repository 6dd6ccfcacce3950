import { StoreOverloadedError } from "./store-errors.ts";
import { rowCountOf } from "./store-rows.ts";
import type { StoreRows } from "./store-rows.ts";

export interface BatchLimits {
  /** Rows of one transaction, unless a single call brings more. */
  readonly batchRowCountMax: number;
  /** Rows that may wait; a call beyond that is refused. */
  readonly waitingRowCountMax: number;
}

/** Writes calls in the order they came, as few transactions as there is time for. */
export interface BatchWriter {
  readonly writtenRowCount: number;
  readonly batchCount: number;
  /** Resolves when the rows are durable. */
  write(rows: StoreRows): Promise<void>;
  /** Resolves when nothing waits any more, written or not. */
  drain(): Promise<void>;
}

interface Waiting {
  readonly rows: StoreRows;
  readonly rowCount: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Writes the rows of several calls in one transaction; rejects when none of them is written. */
export type Commit = (batch: readonly StoreRows[]) => Promise<void>;

/**
 * Group commit: one batch is on its way, what comes meanwhile goes together in the next. A lone caller waits for
 * nothing, and a thousand callers share the price of one commit.
 */
export const createBatchWriter = (commit: Commit, limits: BatchLimits): BatchWriter =>
  new GroupCommit(commit, limits);

class GroupCommit implements BatchWriter {
  readonly #commit: Commit;
  readonly #limits: BatchLimits;
  #waiting: Waiting[] = [];
  #waitingRowCount = 0;
  #writtenRowCount = 0;
  #batchCount = 0;
  #running: Promise<void> | null = null;

  constructor(commit: Commit, limits: BatchLimits) {
    this.#commit = commit;
    this.#limits = limits;
  }

  get writtenRowCount(): number {
    return this.#writtenRowCount;
  }

  get batchCount(): number {
    return this.#batchCount;
  }

  write(rows: StoreRows): Promise<void> {
    const rowCount = rowCountOf(rows);
    if (rowCount === 0) return Promise.resolve();
    const { waitingRowCountMax } = this.#limits;
    const waitingRowCount = this.#waitingRowCount + rowCount;
    if (this.#waitingRowCount > 0 && waitingRowCount > waitingRowCountMax) {
      const fault = `${waitingRowCount} rows would wait to be written, over "waitingRowCountMax"`;
      return Promise.reject(
        new StoreOverloadedError(
          `${fault} (${waitingRowCountMax}): await record() before the next`,
        ),
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ rows, rowCount, resolve, reject });
    this.#waitingRowCount = waitingRowCount;
    this.#running ??= this.#run();
    return promise;
  }

  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // What the same turn of the event loop brings goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#takeBatch();
      try {
        // oxlint-disable-next-line no-await-in-loop -- later rows must not overtake earlier ones
        await this.#commit(batch.map(({ rows }) => rows));
      } catch (error) {
        for (const { reject } of batch) reject(error);
        continue;
      }
      this.#batchCount++;
      for (const { rowCount, resolve } of batch) {
        this.#writtenRowCount += rowCount;
        resolve();
      }
    }
    this.#running = null;
  }

  /** The longest waiting calls that fit into a batch; one at least. */
  #takeBatch(): readonly Waiting[] {
    const waiting = this.#waiting;
    let rowCount = waiting[0]!.rowCount;
    let callCount = 1;
    while (callCount < waiting.length) {
      const grown = rowCount + waiting[callCount]!.rowCount;
      if (grown > this.#limits.batchRowCountMax) break;
      rowCount = grown;
      callCount++;
    }
    this.#waitingRowCount -= rowCount;
    if (callCount < waiting.length) return waiting.splice(0, callCount);
    this.#waiting = [];
    return waiting;
  }
}
