import { basename, join } from "node:path";

import { socketName } from "./recording-files.ts";

/** Where the warden of a process listens; on Windows sockets have a name space of their own. */
export const socketPath = (folder: string, processId: number): string =>
  process.platform === "win32"
    ? `\\\\.\\pipe\\${basename(folder)}-${socketName(processId)}`
    : join(folder, socketName(processId));
