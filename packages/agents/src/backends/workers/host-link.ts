import type { Reply } from "./records.ts";

/** What a record is read from, whatever carried it. */
export interface IncomingRecord {
  readonly kind: number;
  readonly target: number;
  readonly source: number;
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** A worker's way out. Threads write to rings, processes to their stream. */
export interface HostLink {
  /** Longer payloads go by parcel. */
  readonly payloadBytesMax: number;
  /**
   * Takes the record, waiting for room if need be.
   *
   * @param workerIndex - {@link PARENT} or a worker.
   * @param payload - Copied before this returns.
   * @returns false when that worker has gone.
   */
  send(workerIndex: number, kind: number, numbers: RecordNumbers, payload: Uint8Array): boolean;
  /** To the parent, in order with the records. @throws when structured clone cannot take it. */
  sendParcel(reply: Reply): void;
  /** @throws what `sendParcel` would throw at a reply that holds this value. */
  checkParcel(value: unknown): void;
  flush(): void;
}

export interface RecordNumbers {
  readonly target: number;
  readonly source: number;
}
