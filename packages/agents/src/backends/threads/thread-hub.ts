import { MessageChannel, receiveMessageOnPort, Worker } from "node:worker_threads";

import { assert } from "@paceline/core";

import { WorkerLostError, WorkersExhaustedError } from "../../errors.ts";
import { Endpoint, readUntaken } from "../../transport/endpoint.ts";
import { allocateMesh, type MeshMemory } from "../../transport/mesh.ts";
import { payloadBytesMax } from "../../transport/ring-layout.ts";
import type { RingReader } from "../../transport/ring-reader.ts";
import { NO_SPACE } from "../../transport/ring-writer.ts";
import { entryExecArgv } from "../workers/entry-file.ts";
import type { IncomingRecord, RecordNumbers } from "../workers/host-link.ts";
import type { MailboxBound } from "../workers/mail.ts";
import { type Command, KIND, KIND_MASK, PARENT, type Reply } from "../workers/records.ts";
import type { WorkerEvents, WorkerHub } from "../workers/worker-hub.ts";
import { endingOf, type Thread } from "./thread.ts";
import {
  NO_AGENT,
  RUNNING_AGENT_INDEX,
  THREAD_STATUS_BYTES,
  type ThreadSetup,
  TURN_COUNT_INDEX,
} from "./thread-setup.ts";

export interface ThreadHubSetup {
  /** Threads that can ever be started, replacements included. */
  readonly startCountMax: number;
  readonly mailbox: MailboxBound;
  readonly heapBytesMax: number | null;
  readonly structures: SharedArrayBuffer;
}

const EMPTY = new Uint8Array(0);
const PER_PEER_COUNT_MAX = 1024;
/** All rings together, at most; untouched ones take no memory, but the address space is counted. */
const MESH_BYTES_MAX = 64 * 2 ** 20;
const RING_BYTES_MAX = 256 * 1024;
const RING_BYTES_MIN = 16 * 1024;
/** Asked to end, a thread has this long. */
const STOP_MS_MAX = 5_000;

/** The parent's side of the threads backend: starts threads and keeps its endpoint of the mesh. */
export class ThreadHub implements WorkerHub {
  readonly payloadBytesMax: number;
  /** Few: the first ones wake the workers, and to flush for one who is awake costs next to nothing. */
  readonly turnsPerFlush = 32;
  readonly #setup: ThreadHubSetup;
  readonly #events: WorkerEvents;
  readonly #mesh: MeshMemory;
  readonly #endpoint: Endpoint;
  readonly #threads = new Map<number, Thread>();
  /** Of threads that were stopped for want of work: others may take them over. */
  readonly #leftEndpoints: number[] = [];
  #waiting: Promise<void> | null = null;

  constructor(setup: ThreadHubSetup, events: WorkerEvents) {
    this.#setup = setup;
    this.#events = events;
    const endpointCount = setup.startCountMax + 1;
    this.#mesh = allocateMesh(endpointCount, ringBytesFor(endpointCount));
    this.payloadBytesMax = payloadBytesMax(this.#mesh.capacityBytes);
    // The parent runs an event loop: it never spins.
    this.#endpoint = new Endpoint(this.#mesh, PARENT, 0);
    const index = this.#endpoint.directory.join();
    assert(index === PARENT, "the parent joined late");
  }

  async start(): Promise<number> {
    const index = this.#takeEndpoint();
    this.#endpoint.hasChanges();
    const thread = this.#startThread(index);
    this.#threads.set(index, thread);
    // oxlint-disable-next-line no-await-in-loop -- there is nothing else to do
    while (!thread.isReady && !thread.hasEnded) await this.wait(STOP_MS_MAX);
    if (!thread.hasEnded) return index;
    const { reason, detail } = endingOf(thread, null);
    throw new WorkerLostError(
      { workerIndex: index, reason, detail, agentIds: [], runningAgentId: null },
      { cause: thread.failure },
    );
  }

  send(workerIndex: number, kind: number, numbers: RecordNumbers, payload: Uint8Array): boolean {
    const thread = this.#threads.get(workerIndex)!;
    if (thread.hasEnded) return true;
    return this.#payDebts(workerIndex, thread) && this.#write(workerIndex, kind, numbers, payload);
  }

  async awaitSpace(workerIndex: number, payloadBytes: number): Promise<void> {
    this.#endpoint.flush();
    await this.#endpoint.waitForSpaceAsync(workerIndex, payloadBytes);
    this.#poll();
  }

  sendParcel(workerIndex: number, command: Command): void {
    const thread = this.#threads.get(workerIndex)!;
    if (thread.hasEnded) return;
    // The parcel first: who reads the record may rely on it.
    thread.port.postMessage(command);
    thread.owedCount++;
    this.#payDebts(workerIndex, thread);
  }

  checkParcel(value: unknown): void {
    structuredClone(value);
  }

  flush(): void {
    this.#endpoint.flush();
  }

  wait(timeoutMs: number): Promise<void> {
    // One sleep for all who wait: the doorbell knows only one sleeper.
    this.#waiting ??= this.#waitOnce(timeoutMs).finally(() => {
      this.#waiting = null;
    });
    return this.#waiting;
  }

  progressOf(workerIndex: number): number {
    return this.#threads.get(workerIndex)!.status[TURN_COUNT_INDEX]!;
  }

  runningAgentIndex(workerIndex: number): number | null {
    const index = this.#threads.get(workerIndex)!.status[RUNNING_AGENT_INDEX]!;
    return index === NO_AGENT ? null : index;
  }

  readUntaken(workerIndex: number, handle: (record: IncomingRecord) => void): void {
    for (let from = 0; from < this.#endpoint.directory.peerCount; from++) {
      const reader = readUntaken(this.#mesh, from, workerIndex);
      while (reader.next()) handle(toIncoming(reader));
    }
  }

  async stop(workerIndex: number): Promise<void> {
    const thread = this.#threads.get(workerIndex)!;
    if (thread.hasEnded) return;
    thread.isStopping = true;
    this.sendParcel(workerIndex, { name: "close" });
    this.flush();
    let isForced = false;
    const timer = setTimeout(() => {
      isForced = true;
      void thread.worker.terminate();
    }, STOP_MS_MAX);
    await thread.ended;
    clearTimeout(timer);
    if (!isForced && thread.failure === undefined) this.#leftEndpoints.push(workerIndex);
  }

  async kill(workerIndex: number): Promise<void> {
    const thread = this.#threads.get(workerIndex)!;
    thread.killReason = { reason: "unresponsive", detail: "it showed no progress and was ended" };
    await thread.worker.terminate();
    await thread.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Array.from(this.#threads.keys(), (index) => this.stop(index)));
  }

  /** One that a thread has left in order, or a fresh one. @throws {WorkersExhaustedError} */
  #takeEndpoint(): number {
    const { directory } = this.#endpoint;
    const left = this.#leftEndpoints.pop();
    if (left !== undefined) {
      directory.rejoin(left);
      return left;
    }
    const { startCountMax } = this.#setup;
    if (directory.peerCount > startCountMax) throw new WorkersExhaustedError(startCountMax);
    return directory.join();
  }

  #startThread(workerIndex: number): Thread {
    const { port1, port2 } = new MessageChannel();
    const status = new SharedArrayBuffer(THREAD_STATUS_BYTES);
    const words = new Int32Array(status);
    words[RUNNING_AGENT_INDEX] = NO_AGENT;
    const { structures, mailbox, heapBytesMax } = this.#setup;
    const mesh = this.#mesh;
    const workerData: ThreadSetup = { mesh, workerIndex, structures, status, mailbox, port: port2 };
    const worker = new Worker(new URL(import.meta.resolve("#thread-worker")), {
      workerData,
      transferList: [port2],
      name: `paceline worker ${workerIndex}`,
      execArgv: [...entryExecArgv],
      ...(heapBytesMax !== null && {
        resourceLimits: { maxOldGenerationSizeMb: Math.ceil(heapBytesMax / 2 ** 20) },
      }),
    });
    const ended = Promise.withResolvers<void>();
    const thread: Thread = {
      worker,
      port: port1,
      status: words,
      ended: ended.promise,
      isReady: false,
      isStopping: false,
      hasEnded: false,
      failure: undefined,
      owedCount: 0,
      killReason: null,
    };
    worker.on("error", (error) => {
      thread.failure = error;
      // Node ends the thread once its code returns to the event loop, which a sleeping one never does.
      void worker.terminate();
    });
    worker.on("exit", (exitCode) => {
      this.#noteEnd(workerIndex, thread, exitCode);
      ended.resolve();
    });
    return thread;
  }

  #noteEnd(workerIndex: number, thread: Thread, exitCode: number): void {
    // What it had sent before it ended still counts.
    this.#poll();
    thread.hasEnded = true;
    thread.port.close();
    this.#endpoint.directory.markGone(workerIndex);
    if (thread.isReady && !thread.isStopping) {
      this.#events.onLost(workerIndex, endingOf(thread, exitCode));
    }
  }

  async #waitOnce(timeoutMs: number): Promise<void> {
    for (const [index, thread] of this.#threads) this.#payDebts(index, thread);
    this.#endpoint.flush();
    if (this.#poll() > 0) return;
    await this.#endpoint.waitAsync(timeoutMs);
    this.#poll();
  }

  #poll(): number {
    return this.#endpoint.poll(this.#take, PER_PEER_COUNT_MAX);
  }

  readonly #take = (record: RingReader, fromIndex: number): void => {
    if ((record.kind & KIND_MASK) !== KIND.parcel) {
      this.#events.onRecord(fromIndex, toIncoming(record));
      return;
    }
    const thread = this.#threads.get(fromIndex)!;
    const parcel: { readonly message: Reply } | undefined = receiveMessageOnPort(thread.port);
    assert(parcel !== undefined, "a parcel was announced and is not there");
    if (parcel.message.name === "ready") thread.isReady = true;
    else this.#events.onParcel(fromIndex, parcel.message);
  };

  /** Announces the parcels that wait for it. @returns whether all are. */
  #payDebts(workerIndex: number, thread: Thread): boolean {
    while (thread.owedCount > 0) {
      if (!this.#write(workerIndex, KIND.parcel, { target: 0, source: 0 }, EMPTY)) return false;
      thread.owedCount--;
    }
    return true;
  }

  #write(
    to: number,
    kind: number,
    { target, source }: RecordNumbers,
    payload: Uint8Array,
  ): boolean {
    const writer = this.#endpoint.writerTo(to);
    const word = writer.reserve(payload.byteLength, kind, target, source);
    if (word === NO_SPACE) return false;
    writer.put(word, payload);
    return true;
  }
}

function ringBytesFor(endpointCount: number): number {
  const share = 2 ** Math.floor(Math.log2(MESH_BYTES_MAX / endpointCount ** 2));
  return Math.min(RING_BYTES_MAX, Math.max(RING_BYTES_MIN, share));
}

function toIncoming({
  kind,
  target,
  source,
  views,
  payloadWord,
  payloadBytes,
}: RingReader): IncomingRecord {
  const start = payloadWord * 8;
  return { kind, target, source, bytes: views.bytes, start, end: start + payloadBytes };
}
