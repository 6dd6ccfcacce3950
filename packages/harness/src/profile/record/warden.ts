/**
 * A thread in each profiled process that ends its recordings when told to from outside, also while the
 * main thread computes and would hear of nothing. Whoever connects to its socket asks for that; the
 * socket is closed when all is written.
 */
import { createServer } from "node:net";
import { workerData } from "node:worker_threads";

import { finishThreads } from "./finish-threads.ts";
import { socketPath } from "./socket-path.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- recorder.ts wrote it
const { folder } = workerData as { readonly folder: string };

let finished: Promise<void> | undefined;

createServer((connection) => {
  // Who asked may be gone by now; the recordings are written all the same.
  connection.on("error", () => undefined);
  finished ??= finishThreads({ end: "asked", threadId: null, isMainIncluded: true });
  void finished.then(() => connection.end());
}).listen(socketPath(folder, process.pid));
