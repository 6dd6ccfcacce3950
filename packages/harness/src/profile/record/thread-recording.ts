import { renameSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector";
import type { Profiler } from "node:inspector";
import { join } from "node:path";
import * as threads from "node:worker_threads";

import { HEAD_SUFFIX, recordingName, TAIL_SUFFIX } from "./recording-files.ts";
import type { RecordingEnd, RecordingHead, RecordingTail } from "./recording-files.ts";

const NS_PER_US = 1000;

/** The CPU profile of this thread, while it is being recorded. */
export interface ThreadRecording {
  /** Called when the recorder's own work in this thread is over: what follows is the program. */
  begin(): void;
  /** Ends it and writes it, once; later calls do nothing. Everything is done when this returns. */
  finish(end: RecordingEnd): void;
}

/**
 * Starts to record this thread, by an inspector session of its own: in one call, before any code of the
 * user, without a message to another thread that could be lost or waited for.
 */
export function startThreadRecording(folder: string, intervalUs: number): ThreadRecording {
  const name = join(folder, recordingName(process.pid, threads.threadId));
  const session = new Session();
  session.connect();
  session.post("Profiler.enable");
  // The one way on Node 24: `v8.startCpuProfile` ignores the interval.
  session.post("Profiler.setSamplingInterval", { interval: intervalUs });
  const beforeNs = hrtimeNs();
  session.post("Profiler.start");
  const afterNs = hrtimeNs();
  writeFileSync(`${name}${HEAD_SUFFIX}`, JSON.stringify(headOf(intervalUs)));

  let isOver = false;
  let fromNs = afterNs;
  let startCpu = process.threadCpuUsage();
  return {
    begin() {
      startCpu = process.threadCpuUsage();
      fromNs = hrtimeNs();
    },
    finish(end) {
      if (isOver) return;
      isOver = true;
      const toNs = hrtimeNs();
      const { user, system } = process.threadCpuUsage(startCpu);
      const profile = takeProfile(session);
      session.disconnect();
      const tail: RecordingTail = {
        end,
        threadCpuNs: (user + system) * NS_PER_US,
        startedNs: [beforeNs, afterNs],
        fromNs,
        toNs,
        profile,
      };
      // Whole or not at all: the reader may come before a slow disk is done.
      writeFileSync(`${name}.part`, JSON.stringify(tail));
      renameSync(`${name}.part`, `${name}${TAIL_SUFFIX}`);
    },
  };
}

const hrtimeNs = (): number => Number(process.hrtime.bigint());

/** In a session of the same thread the answer comes before `post` returns. */
function takeProfile(session: Session): Profiler.Profile | null {
  let taken: Profiler.Profile | null = null;
  session.post("Profiler.stop", (error, answer) => {
    if (error === null) taken = answer.profile;
  });
  return taken;
}

/** Flags that change where things are or what may be called, not what code V8 makes of a function. */
const NEUTRAL_FLAG =
  /^(--hash-seed=|--random-seed=|--expose-gc$|--conditions=|--require=|--import=)/;

function headOf(intervalUs: number): RecordingHead {
  return {
    processId: process.pid,
    parentProcessId: process.ppid,
    threadId: threads.threadId,
    threadName: threadName(),
    scriptFile: process.argv[1] ?? "",
    intervalUs,
    flags: process.execArgv.filter((flag) => !NEUTRAL_FLAG.test(flag)),
    nodeVersion: process.version,
    v8Version: process.versions.v8,
  };
}

/** Read off the module: a named import of what an earlier Node lacks would not even load. */
function threadName(): string {
  const name: unknown = Reflect.get(threads, "threadName");
  return typeof name === "string" ? name : "";
}
