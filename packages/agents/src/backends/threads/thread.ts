import type { MessagePort, Worker } from "node:worker_threads";

import { toErrorRecord } from "@paceline/core";

import type { WorkerEnding } from "../workers/worker-hub.ts";

/** A thread that was started. */
export interface Thread {
  readonly worker: Worker;
  readonly port: MessagePort;
  readonly status: Int32Array<SharedArrayBuffer>;
  readonly ended: Promise<void>;
  isReady: boolean;
  isStopping: boolean;
  hasEnded: boolean;
  failure: unknown;
  /** Parcels that lie ready and could not be announced yet, because the ring is full. */
  owedCount: number;
  killReason: WorkerEnding | null;
}

/** How it ended, without being asked to. */
export function endingOf({ failure, killReason }: Thread, exitCode: number | null): WorkerEnding {
  if (killReason !== null) return killReason;
  if (failure === undefined) return { reason: "exited", detail: `with code ${exitCode}` };
  const detail = failure instanceof Error ? failure.message : toErrorRecord(failure).message;
  const isOutOfMemory =
    failure instanceof Error && "code" in failure && failure.code === "ERR_WORKER_OUT_OF_MEMORY";
  return { reason: isOutOfMemory ? "out-of-memory" : "crashed", detail };
}
