import { createFreeFormCodec } from "../transport/free-form.ts";
import { allocateStructureTable, StructureTable } from "../transport/structure-table.ts";
import { ThreadHub } from "./threads/thread-hub.ts";
import { createWorkerBackend, type WorkerBackend } from "./workers/worker-backend.ts";
import {
  resolveHeapBytesMax,
  resolveWorkerOptions,
  type WorkerOptions,
} from "./workers/worker-options.ts";
import { PARENT } from "./workers/records.ts";

export interface ThreadsOptions extends WorkerOptions {
  /**
   * Heap of one thread. A thread that needs more is lost with its agents; the others go on, unless it asked for a single
   * piece too large for Node to end it in time (nodejs/node issue 47224), which ends the process.
   *
   * @defaultValue as Node decides
   */
  readonly heapBytesMax?: number;
}

/** Threads that are started, without being asked to, in the place of those that were lost. */
const REGROWTH_COUNT_MAX = 8;

/**
 * Agents on threads of this process. Each stays on its thread; messages between threads go through
 * rings in shared memory, and typed arrays of a `SharedArrayBuffer` in an agent's options are shared.
 */
export async function createThreadsBackend(options: ThreadsOptions = {}): Promise<WorkerBackend> {
  const resolved = resolveWorkerOptions(options);
  const heapBytesMax = resolveHeapBytesMax(options.heapBytesMax);
  const startCountMax = resolved.maxCount + resolved.restartCountMax + REGROWTH_COUNT_MAX;
  const structures = allocateStructureTable(startCountMax + 1);
  const { mailbox } = resolved;
  return createWorkerBackend({
    name: "threads",
    options: resolved,
    freeForm: createFreeFormCodec(new StructureTable(structures, PARENT)),
    createHub: (events) =>
      new ThreadHub({ startCountMax, mailbox, heapBytesMax, structures }, events),
  });
}
