import { Worker } from "node:worker_threads";

import { fromErrorRecord } from "@paceline/core";

import type { HeapActivity, HeapQuestion } from "./build-heap-report.ts";
import type { HeapReport } from "./heap-report.ts";
import type { HeapWorkerMessage } from "./heap-worker-message.ts";

const IS_SOURCE = import.meta.url.endsWith(".ts");

export interface SummarizeHeapOptions {
  readonly onActivity?: (activity: HeapActivity) => void;
  /** Ends the thread in the middle of what it does. */
  readonly signal?: AbortSignal;
}

/**
 * Reads a snapshot in a thread of its own and answers what was asked about it, as plain data.
 *
 * @throws {NotASnapshotError | SnapshotDamagedError | SnapshotUnreadableError | UnknownClassError}
 */
export async function summarizeHeap(
  question: HeapQuestion,
  { onActivity, signal }: SummarizeHeapOptions = {},
): Promise<HeapReport> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL(import.meta.resolve("#heap-worker")), {
    workerData: question,
    // A process may have its sources resolved by a hook, which threads do not inherit.
    ...(IS_SOURCE && { execArgv: [...process.execArgv, "--conditions=@paceline/source"] }),
  });
  const { promise, resolve, reject } = Promise.withResolvers<HeapReport>();
  worker.on("message", (message: HeapWorkerMessage) => {
    if (message.kind === "activity") onActivity?.(message.activity);
    else if (message.kind === "report") resolve(message.report);
    else reject(fromErrorRecord(message.error));
  });
  worker.on("error", reject);
  worker.on("exit", (code) =>
    reject(new Error(`the thread that reads the heap ended with ${code}`)),
  );
  const onAbort = (): void => reject(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    return await promise;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    await worker.terminate();
  }
}
