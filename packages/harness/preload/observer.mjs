/**
 * Loaded before a program that is observed, in each of its threads (`node --import`).
 *
 * Plain JavaScript of one file and Node's own modules: what it loads would be on the heap that is looked at, and
 * Node's type stripper alone takes six megabytes there.
 */
import { writeFileSync } from "node:fs";
import inspector from "node:inspector";
import { Socket } from "node:net";
import { join } from "node:path";
import v8 from "node:v8";
import {
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
  threadId,
  threadName,
} from "node:worker_threads";

/** @typedef {import("../src/observe/observation.ts").Observation} Observation */

const NS_PER_MS = 1e6;
/** As OBSERVATION_VARIABLE, OBSERVE_KEY and NOTE_FILE in src/observe/observation.ts. */
const VARIABLE = "PACELINE_OBSERVATION";
const OBSERVE = Symbol.for("paceline.observe");
const NOTE = "observation.json";
/** The fourth of the streams that observeProgram opens: a pipe that closes when paceline is gone. */
const LIFELINE = 3;
const THREAD_DATA = "paceline.observation";

if (isMainThread) {
  const text = process.env[VARIABLE];
  // Programs that this one starts are not observed.
  Reflect.deleteProperty(process.env, VARIABLE);
  if (text !== undefined) observe(JSON.parse(text));
} else {
  const observation = getEnvironmentData(THREAD_DATA);
  if (observation !== undefined) process.once("exit", sampleAllocations(observation));
}

/** @param {Observation} observation - what is to be learned from this process. */
function observe(observation) {
  watchLifeline();
  let threadCount = 1;
  process.on("worker", () => {
    threadCount += 1;
  });
  let isTaken = false;
  const take =
    observation.kind === "heap-snapshot"
      ? () => v8.writeHeapSnapshot(observation.file)
      : sampleAllocations(observation);
  /** @param {string} when - the moment, in words. */
  const takeOnce = (when) => {
    if (isTaken) return;
    isTaken = true;
    const startedMs = performance.now();
    take();
    const stoppedNs = (performance.now() - startedMs) * NS_PER_MS;
    writeFileSync(join(observation.folder, NOTE), JSON.stringify({ stoppedNs, when, threadCount }));
  };
  // A benchmark says itself when it is to be looked at; at the end of its process all is torn down.
  if (observation.isBenchmark) Object.defineProperty(globalThis, OBSERVE, { value: takeOnce });
  else observeScript(observation.afterMs, takeOnce);
}

/**
 * @param {number | null} afterMs - null waits for the end of the program.
 * @param {(when: string) => void} takeOnce - looks at it.
 */
function observeScript(afterMs, takeOnce) {
  process.once("exit", (code) => {
    // What a program held that failed is not what anybody asked for.
    if (code === 0) takeOnce("at its end");
  });
  if (afterMs === null) return;
  const stop = () => {
    takeOnce(`${afterMs / 1000} s after its start`);
    process.exit(0);
  };
  setTimeout(stop, afterMs).unref();
}

/** Ends with paceline, however that ends: nobody would stop a server that was started to be looked at. */
function watchLifeline() {
  const lifeline = new Socket({ fd: LIFELINE, readable: true, writable: false });
  lifeline.on("error", () => undefined);
  lifeline.on("close", () => {
    process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
  });
  lifeline.resume();
  lifeline.unref();
}

/**
 * Samples what this thread allocates from now on, what is collected again included.
 *
 * @param {Extract<Observation, { readonly kind: "allocations" }>} observation - where to, and how often.
 * @returns {() => void} writes the profile.
 */
function sampleAllocations(observation) {
  if (isMainThread) setEnvironmentData(THREAD_DATA, { ...observation });
  const session = new inspector.Session();
  session.connect();
  session.post("HeapProfiler.enable");
  session.post("HeapProfiler.startSampling", {
    samplingInterval: observation.intervalBytes,
    includeObjectsCollectedByMajorGC: !observation.isAliveOnly,
    includeObjectsCollectedByMinorGC: !observation.isAliveOnly,
  });
  return () => {
    session.post("HeapProfiler.stopSampling", (error, answer) => {
      if (error !== null) throw new Error(`allocations were not sampled: ${error.message}`);
      const thread = { threadId, name: isMainThread ? "main" : threadName };
      const file = join(observation.folder, `thread-${threadId}.heapprofile`);
      writeFileSync(file, JSON.stringify({ ...answer.profile, thread }));
    });
    session.disconnect();
  };
}
