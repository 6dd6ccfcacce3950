/**
 * Loaded by Node into each thread of each process of what is profiled, before the program itself. Only
 * Node's own modules are imported, and all that happens is asked for by the environment.
 */
import { extname, join } from "node:path";
import { env } from "node:process";
import { isMainThread, Worker } from "node:worker_threads";

import { adoptChildren } from "./adopt-children.ts";
import { adoptThreads } from "./adopt-threads.ts";
import { finishThreadsSync, RECORDING } from "./finish-threads.ts";
import { leaveBySignal } from "./leave-by-signal.ts";
import { MARK_CALL, markAgentCall } from "./marked-call.ts";
import { markSleep } from "./mark-sleep.ts";
import {
  AGENT_MARKS_VARIABLE,
  FOLDER_VARIABLE,
  INTERVAL_VARIABLE,
  WARDEN_VARIABLE,
} from "./recording-environment.ts";
import type { RecordingEnd } from "./recording-files.ts";
import { startThreadRecording } from "./thread-recording.ts";

const INTERVAL_US_DEFAULT = 1000;

function start(folder: string): void {
  const recorder = { ...env };
  const intervalUs = Number(env[INTERVAL_VARIABLE] ?? INTERVAL_US_DEFAULT);
  const recording = startThreadRecording(folder, intervalUs);
  let stopListening: (() => void) | undefined;
  const finish = (end: RecordingEnd): void => {
    recording.finish(end);
    // Nothing is left to be kept, so signals end the process at once again, even one that is busy.
    stopListening?.();
  };
  Reflect.set(globalThis, RECORDING, { finish });
  // At `process.exit`, at an uncaught error and at the end of all work alike.
  process.once("exit", () => {
    finish("exit");
    // Threads that still run end with their process, and hear of nothing.
    if (isMainThread) finishThreadsSync({ end: "terminated", threadId: null });
  });
  if (isMainThread) {
    if (recorder[WARDEN_VARIABLE] === "1") startWarden(folder);
    stopListening = leaveBySignal(() => {
      finish("signal");
      finishThreadsSync({ end: "signal", threadId: null });
    });
  }
  if (recorder[AGENT_MARKS_VARIABLE] === "1") Reflect.set(globalThis, MARK_CALL, markAgentCall);
  markSleep();
  adoptChildren(recorder);
  adoptThreads(recorder);
  recording.begin();
}

/** Started before Worker is replaced, with an empty environment: nobody records the warden. */
function startWarden(folder: string): void {
  // Not by package.json's `imports`: what is profiled need not resolve them as we do.
  const file = join(import.meta.dirname, `warden${extname(import.meta.filename)}`);
  const warden = new Worker(file, {
    name: "paceline profile warden",
    env: {},
    execArgv: [],
    workerData: { folder },
  });
  warden.unref();
  // Without it the recording ends with the process, as others do.
  warden.on("error", () => undefined);
}

const folder = env[FOLDER_VARIABLE];
if (folder !== undefined && Reflect.get(globalThis, RECORDING) === undefined) start(folder);
