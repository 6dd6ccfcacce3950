import type { MessagePort } from "node:worker_threads";

import type { MeshMemory } from "../../transport/mesh.ts";
import type { MailboxBound } from "../workers/mail.ts";

/** What a thread is given when it starts. */
export interface ThreadSetup {
  readonly mesh: MeshMemory;
  /** Its endpoint in the mesh, and its index among the workers. */
  readonly workerIndex: number;
  readonly structures: SharedArrayBuffer;
  /** See {@link THREAD_STATUS_BYTES}. */
  readonly status: SharedArrayBuffer;
  readonly mailbox: MailboxBound;
  /** For parcels. */
  readonly port: MessagePort;
}

/** Two int32 on lines of their own: turns begun so far, and whose turn it is. */
export const THREAD_STATUS_BYTES = 128;
export const TURN_COUNT_INDEX = 0;
export const RUNNING_AGENT_INDEX = 1;
/** No agent's code runs. */
export const NO_AGENT = -1;
