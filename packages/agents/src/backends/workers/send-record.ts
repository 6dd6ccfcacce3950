import type { RecordNumbers } from "./host-link.ts";
import type { WorkerHub } from "./worker-hub.ts";

/**
 * Sends a record to a worker.
 *
 * @param payload - Must not change before the promise, if there is one, has resolved.
 * @returns null when it is sent, which is nearly always; else wait before anything else is sent.
 */
export function sendRecord(
  hub: WorkerHub,
  workerIndex: number,
  record: RecordNumbers & { readonly kind: number },
  payload: Uint8Array,
): Promise<void> | null {
  return hub.send(workerIndex, record.kind, record, payload)
    ? null
    : sendWhenFree(hub, workerIndex, record, payload);
}

async function sendWhenFree(
  hub: WorkerHub,
  workerIndex: number,
  record: RecordNumbers & { readonly kind: number },
  payload: Uint8Array,
): Promise<void> {
  do {
    // oxlint-disable-next-line no-await-in-loop -- the worker has to make room first
    await hub.awaitSpace(workerIndex, payload.byteLength);
  } while (!hub.send(workerIndex, record.kind, record, payload));
}
