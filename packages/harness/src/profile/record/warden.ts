/**
 * A thread in each profiled process that ends its recordings when told to from outside, also while the
 * main thread computes and would hear of nothing. Whoever connects to its socket asks for that; the
 * socket is closed when all is written.
 */
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { workerData } from "node:worker_threads";

import { finishThreads } from "./finish-threads.ts";
import { recordingName, TAIL_SUFFIX } from "./recording-files.ts";
import { socketPath } from "./socket-path.ts";

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- recorder.ts wrote it
const { folder } = workerData as { readonly folder: string };

/** A process that is still starting has no main thread to ask yet, and answers with an error. */
const TRY_COUNT_MAX = 20;
const TRY_EVERY_MS = 50;
const mainTail = join(folder, `${recordingName(process.pid, 0)}${TAIL_SUFFIX}`);

let finished: Promise<void> | undefined;

async function finishAll(): Promise<void> {
  for (let count = 0; count < TRY_COUNT_MAX && !existsSync(mainTail); count++) {
    // oxlint-disable no-await-in-loop -- the next try is for when this one has failed
    if (count > 0) await setTimeout(TRY_EVERY_MS);
    await finishThreads({ end: "asked", threadId: null, isMainIncluded: true });
    // oxlint-enable no-await-in-loop
  }
}

createServer((connection) => {
  // Who asked may be gone by now; the recordings are written all the same.
  connection.on("error", () => undefined);
  finished ??= finishAll();
  void finished.then(() => connection.end());
}).listen(socketPath(folder, process.pid));
