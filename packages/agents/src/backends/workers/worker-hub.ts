import type { WorkerLossReason } from "../../errors.ts";
import type { IncomingRecord, RecordNumbers } from "./host-link.ts";
import type { Command, Reply } from "./records.ts";

/** How a worker ended, as far as the system says. */
export interface WorkerEnding {
  readonly reason: WorkerLossReason;
  /** Exit code, signal or error, for people. */
  readonly detail: string;
}

/** What the parent is told by its workers. Called while the parent waits, never in between. */
export interface WorkerEvents {
  onRecord(workerIndex: number, record: IncomingRecord): void;
  onParcel(workerIndex: number, reply: Reply): void;
  /** Once, when a worker has ended without being asked to. */
  onLost(workerIndex: number, ending: WorkerEnding): void;
}

/** The parent's side of all workers: threads or processes. */
export interface WorkerHub extends AsyncDisposable {
  /** Longer payloads go by parcel. */
  readonly payloadBytesMax: number;
  /** Turns after which a flush costs little beside them, and lets the workers begin. */
  readonly turnsPerFlush: number;
  /**
   * Starts a worker; resolves when it takes orders.
   *
   * @returns its index, from 1.
   * @throws {WorkerLostError} when it ends before.
   */
  start(): Promise<number>;
  /** @returns false when there is no room now: `awaitSpace`, then again. A worker that has gone takes all. */
  send(workerIndex: number, kind: number, numbers: RecordNumbers, payload: Uint8Array): boolean;
  awaitSpace(workerIndex: number, payloadBytes: number): Promise<void>;
  /** In order with the records. @throws when structured clone cannot take it. */
  sendParcel(workerIndex: number, command: Command): void;
  /** @throws what `sendParcel` would throw at a command that holds this value. */
  checkParcel(value: unknown): void;
  flush(): void;
  /** Hands over what has arrived; resolves when that was something, or the time is over. */
  wait(timeoutMs: number): Promise<void>;
  /** Grows while the worker gets on with its work. */
  progressOf(workerIndex: number): number;
  /** Whose code runs there, or ran when it ended; null where nobody can know. */
  runningAgentIndex(workerIndex: number): number | null;
  /** Messages that a worker that has gone was never handed. Only when all others are at rest. */
  readUntaken(workerIndex: number, handle: (record: IncomingRecord) => void): void;
  /** Ends a worker that does not answer, or is no longer needed; resolves when it has ended. */
  stop(workerIndex: number): Promise<void>;
  /** As `stop`, without asking it first; it counts as lost. */
  kill(workerIndex: number): Promise<void>;
}

export type CreateHub = (events: WorkerEvents) => WorkerHub;
