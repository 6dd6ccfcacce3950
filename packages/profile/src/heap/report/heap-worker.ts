import { parentPort, workerData } from "node:worker_threads";

import { toErrorRecord } from "@paceline/core";

import { buildHeapReport } from "./build-heap-report.ts";
import type { HeapQuestion } from "./build-heap-report.ts";
import type { HeapWorkerMessage } from "./heap-worker-message.ts";

/** Reading and dominators block a thread for seconds, and the main one has to hear Ctrl-C. */
const post = (message: HeapWorkerMessage): void => parentPort?.postMessage(message);

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- given by summarizeHeap, of the same version
const question = workerData as HeapQuestion;
try {
  const report = await buildHeapReport(question, (activity) =>
    post({ kind: "activity", activity }),
  );
  post({ kind: "report", report });
} catch (error) {
  post({ kind: "failed", error: toErrorRecord(error) });
}
