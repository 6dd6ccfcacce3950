/**
 * Loaded before a program that is observed, in each of its threads (`node --require`).
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
  BroadcastChannel,
  getEnvironmentData,
  isMainThread,
  setEnvironmentData,
  threadId,
  threadName,
  Worker,
} from "node:worker_threads";

/** @typedef {import("../src/observe/observation.ts").Observation} Observation */
/** @typedef {Extract<Observation, { readonly kind: "allocations" }>} AllocationObservation */

const NS_PER_MS = 1e6;
/** As OBSERVATION_VARIABLE, OBSERVE_KEY and NOTE_FILE in src/observe/observation.ts. */
const VARIABLE = "PACELINE_OBSERVATION";
const OBSERVE = Symbol.for("paceline.observe");
const NOTE = "observation.json";
/** The fourth of the streams that observeProgram opens: a pipe that closes when paceline is gone. */
const LIFELINE = 3;

/** What threads take from the one that started them: the observation, and memory to count in. */
const THREAD_DATA = "paceline.observation";
const CHANNEL = "paceline.observation";
const STARTED = 0;
/** A thread may be started with flags of its own, and then nothing of this is loaded there. */
const OBSERVED = 1;
const WRITTEN = 2;
const ALL_THREADS = -1;
/** A thread that does not come back to its event loop for so long is not waited for. */
const THREAD_WAIT_MS = 1000;

if (isMainThread) {
  const text = process.env[VARIABLE];
  // Programs that this one starts are not observed.
  Reflect.deleteProperty(process.env, VARIABLE);
  if (text !== undefined) observe(JSON.parse(text));
} else {
  const shared = getEnvironmentData(THREAD_DATA);
  if (shared !== undefined) observeThread(shared.observation, shared.counts);
}

/** @param {Observation} observation - what is to be learned from this process. */
function observe(observation) {
  const lifeline = watchLifeline();
  const counts = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  const take =
    observation.kind === "heap-snapshot"
      ? () => v8.writeHeapSnapshot(observation.file)
      : observeAllocations(observation, counts);
  let isTaken = false;
  /** @param {string} when - the moment, in words. */
  const takeOnce = (when) => {
    if (isTaken) return;
    isTaken = true;
    // Told to paceline: from here on it is the observation that takes time, not the program.
    lifeline.write("t");
    const startedMs = performance.now();
    take();
    const stoppedNs = (performance.now() - startedMs) * NS_PER_MS;
    const threadCount = 1 + Atomics.load(counts, STARTED);
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

/**
 * Ends with paceline, however that ends: nobody would stop a server that was started to be looked at.
 *
 * @returns {Socket} what is written there reaches paceline.
 */
function watchLifeline() {
  const lifeline = new Socket({ fd: LIFELINE });
  lifeline.on("error", () => undefined);
  lifeline.on("close", () => {
    process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
  });
  lifeline.resume();
  lifeline.unref();
  return lifeline;
}

/**
 * Samples this thread and those that will be started.
 *
 * @param {AllocationObservation} observation - where to, and how often.
 * @param {Int32Array} counts - of threads started, observed and written, shared with all of them.
 * @returns {() => void} writes the profiles of all threads.
 */
function observeAllocations(observation, counts) {
  setEnvironmentData(THREAD_DATA, { observation, counts });
  const askThreads = threadAsker(counts);
  const write = sampleAllocations(observation);
  return () => {
    askThreads(ALL_THREADS);
    write();
  };
}

/**
 * @param {AllocationObservation} observation - of the thread that started this one.
 * @param {Int32Array} counts - as above.
 */
function observeThread(observation, counts) {
  Atomics.add(counts, OBSERVED, 1);
  const write = sampleAllocations(observation);
  let isWritten = false;
  const writeOnce = () => {
    if (isWritten) return;
    isWritten = true;
    write();
    Atomics.add(counts, WRITTEN, 1);
    Atomics.notify(counts, WRITTEN);
  };
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener("message", ({ data }) => {
    if (data === ALL_THREADS || data === threadId) writeOnce();
  });
  channel.unref();
  process.once("exit", writeOnce);
  threadAsker(counts);
}

/**
 * A thread that is ended from outside gets no chance to write, so whoever ends it asks first.
 *
 * @param {Int32Array} counts - as above.
 * @returns {(wanted: number) => void} asks one thread or all, and waits until they have written.
 */
function threadAsker(counts) {
  process.on("worker", () => Atomics.add(counts, STARTED, 1));
  const channel = new BroadcastChannel(CHANNEL);
  channel.unref();
  const ask = (wanted) => {
    const written = Atomics.load(counts, WRITTEN);
    const goal = wanted === ALL_THREADS ? Atomics.load(counts, OBSERVED) : written + 1;
    channel.postMessage(wanted);
    const endMs = performance.now() + THREAD_WAIT_MS;
    for (let now = written; now < goal; now = Atomics.load(counts, WRITTEN)) {
      const leftMs = endMs - performance.now();
      if (leftMs <= 0) return;
      Atomics.wait(counts, WRITTEN, now, leftMs);
    }
  };
  const { terminate } = Worker.prototype;
  Worker.prototype.terminate = function terminateObserved(...args) {
    if (this.threadId > 0) ask(this.threadId);
    return Reflect.apply(terminate, this, args);
  };
  return ask;
}

/**
 * Samples what this thread allocates from now on, and unless told otherwise what is collected again.
 *
 * @param {AllocationObservation} observation - where to, and how often.
 * @returns {() => void} writes the profile.
 */
function sampleAllocations(observation) {
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
      writeFileSync(file, JSON.stringify({ ...withoutObserver(answer.profile), thread }));
    });
    session.disconnect();
  };
}

/**
 * A profile without what this file allocated: it is none of the program's. Where a handler of the program was called from
 * here, all stays.
 *
 * @param {inspector.HeapProfiler.SamplingHeapProfile} profile - as V8 gives it.
 * @returns {inspector.HeapProfiler.SamplingHeapProfile} the rest.
 */
function withoutObserver({ head, samples }) {
  const own = new Set();
  const isOwn = ({ callFrame: { url }, children }) =>
    (url === "" || url.startsWith("node:") || url === import.meta.url) && children.every(isOwn);
  const forget = ({ id, children }) => {
    own.add(id);
    children.forEach(forget);
  };
  const keep = (node) => {
    const children = node.children.filter((child) => {
      if (child.callFrame.url !== import.meta.url || !isOwn(child)) return true;
      forget(child);
      return false;
    });
    return { ...node, children: children.map(keep) };
  };
  const kept = keep(head);
  return { head: kept, samples: samples.filter(({ nodeId }) => !own.has(nodeId)) };
}
