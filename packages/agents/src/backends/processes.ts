import { createSelfContainedCodec } from "../transport/free-form.ts";
import { ProcessHub } from "./processes/process-hub.ts";
import { createWorkerBackend, type WorkerBackend } from "./workers/worker-backend.ts";
import {
  resolveHeapBytesMax,
  resolveWorkerOptions,
  type WorkerOptions,
} from "./workers/worker-options.ts";

export interface ProcessesOptions extends WorkerOptions {
  /**
   * Heap of one process. A process that needs more is lost with its agents; the others go on.
   *
   * @defaultValue as Node decides
   */
  readonly heapBytesMax?: number;
}

/**
 * Agents in processes of their own: nothing that an agent does can reach the others but messages. Each
 * stays in its process; messages go through the parent, which holds them until they have been handled.
 */
export async function createProcessesBackend(
  options: ProcessesOptions = {},
): Promise<WorkerBackend> {
  const resolved = resolveWorkerOptions(options);
  const heapBytesMax = resolveHeapBytesMax(options.heapBytesMax);
  const { mailbox } = resolved;
  return createWorkerBackend({
    name: "processes",
    options: resolved,
    freeForm: createSelfContainedCodec(),
    createHub: (events) => new ProcessHub({ mailbox, heapBytesMax }, events),
  });
}
