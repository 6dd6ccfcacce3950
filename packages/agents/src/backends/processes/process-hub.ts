import { type ChildProcess, spawn } from "node:child_process";
import { execPath } from "node:process";
import { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";

import { assert } from "@paceline/core";

import { WorkerLostError } from "../../errors.ts";
import { FRAME_PAYLOAD_BYTES_MAX } from "../../transport/frame.ts";
import { FrameReader } from "../../transport/frame-reader.ts";
import { encodeFrame, FrameWriter } from "../../transport/frame-writer.ts";
import { entryExecArgv } from "../workers/entry-file.ts";
import type { IncomingRecord, RecordNumbers } from "../workers/host-link.ts";
import type { MailboxBound } from "../workers/mail.ts";
import { type Command, KIND, KIND_MASK, PARENT, type Reply } from "../workers/records.ts";
import type { WorkerEnding, WorkerEvents, WorkerHub } from "../workers/worker-hub.ts";
import { HeldFrames } from "./held-frames.ts";
import { PARENT_FD, type ProcessSetup } from "./process-setup.ts";

export interface ProcessHubSetup {
  readonly mailbox: MailboxBound;
  readonly heapBytesMax: number | null;
}

/** A process that was started. */
interface Child {
  readonly process: ChildProcess;
  readonly writer: FrameWriter;
  readonly held: HeldFrames;
  readonly ended: Promise<void>;
  frameCount: number;
  isReady: boolean;
  isStopping: boolean;
  hasEnded: boolean;
  /** Why the parent ended it, or what the stream said. */
  ending: WorkerEnding | null;
}

/** Asked to end, a process has this long. */
const STOP_MS_MAX = 5_000;

/** The parent's side of the processes backend: starts them, and passes on what they tell each other. */
export class ProcessHub implements WorkerHub {
  readonly payloadBytesMax = FRAME_PAYLOAD_BYTES_MAX;
  readonly turnsPerFlush = 512;
  readonly #setup: ProcessHubSetup;
  readonly #events: WorkerEvents;
  readonly #children = new Map<number, Child>();
  #waiting: PromiseWithResolvers<void> | null = null;
  #nextIndex = PARENT + 1;

  constructor(setup: ProcessHubSetup, events: WorkerEvents) {
    this.#setup = setup;
    this.#events = events;
  }

  async start(): Promise<number> {
    const index = this.#nextIndex++;
    const child = this.#startChild(index);
    this.#children.set(index, child);
    // oxlint-disable-next-line no-await-in-loop -- there is nothing else to do
    while (!child.isReady && !child.hasEnded) await this.wait(STOP_MS_MAX);
    if (!child.hasEnded) return index;
    const { reason, detail } = child.ending!;
    throw new WorkerLostError({
      workerIndex: index,
      reason,
      detail,
      agentIds: [],
      runningAgentId: null,
    });
  }

  send(workerIndex: number, kind: number, numbers: RecordNumbers, payload: Uint8Array): boolean {
    const child = this.#children.get(workerIndex)!;
    if (child.hasEnded) return true;
    if (child.writer.isFull) return false;
    const header = { kind, peer: workerIndex, target: numbers.target, source: numbers.source };
    if ((kind & KIND_MASK) === KIND.message) {
      child.held.add(encodeFrame(header, payload));
      return true;
    }
    // A round hands out the messages of the last one, which must be there by then.
    if ((kind & KIND_MASK) === KIND.round) child.held.sendAll(child.writer);
    child.writer.write(header, payload);
    return true;
  }

  awaitSpace(workerIndex: number): Promise<void> {
    return this.#children.get(workerIndex)!.writer.drained();
  }

  sendParcel(workerIndex: number, command: Command): void {
    const { writer, hasEnded } = this.#children.get(workerIndex)!;
    const payload = serialize(command);
    if (!hasEnded)
      writer.write({ kind: KIND.parcel, peer: workerIndex, target: 0, source: 0 }, payload);
  }

  checkParcel(value: unknown): void {
    serialize(value);
  }

  flush(): void {
    for (const { writer, hasEnded } of this.#children.values()) if (!hasEnded) writer.flush();
  }

  async wait(timeoutMs: number): Promise<void> {
    this.flush();
    this.#waiting ??= Promise.withResolvers<void>();
    const { promise } = this.#waiting;
    // Whoever waits next must wait anew, or it would spin and nothing would ever arrive.
    const timer = setTimeout(() => this.#wake(), timeoutMs);
    await promise;
    clearTimeout(timer);
  }

  progressOf(workerIndex: number): number {
    return this.#children.get(workerIndex)!.frameCount;
  }

  /** Nobody can look into another process. */
  runningAgentIndex(): null {
    return null;
  }

  readUntaken(workerIndex: number, handle: (record: IncomingRecord) => void): void {
    this.#children.get(workerIndex)!.held.readOut(handle);
  }

  async stop(workerIndex: number): Promise<void> {
    const child = this.#children.get(workerIndex)!;
    if (child.hasEnded) return;
    child.isStopping = true;
    this.sendParcel(workerIndex, { name: "close" });
    child.writer.flush();
    const timer = setTimeout(() => child.process.kill("SIGKILL"), STOP_MS_MAX);
    await child.ended;
    clearTimeout(timer);
    this.#children.delete(workerIndex);
  }

  async kill(workerIndex: number): Promise<void> {
    const child = this.#children.get(workerIndex)!;
    child.ending ??= { reason: "unresponsive", detail: "it showed no progress and was ended" };
    child.process.kill("SIGKILL");
    await child.ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(Array.from(this.#children.keys(), (index) => this.stop(index)));
  }

  #startChild(workerIndex: number): Child {
    const { mailbox, heapBytesMax } = this.#setup;
    const setup: ProcessSetup = { workerIndex, mailbox };
    const heap =
      heapBytesMax === null ? [] : [`--max-old-space-size=${Math.ceil(heapBytesMax / 2 ** 20)}`];
    const file = fileURLToPath(import.meta.resolve("#process-worker"));
    const started = spawn(execPath, [...entryExecArgv, ...heap, file, JSON.stringify(setup)], {
      stdio: ["ignore", "inherit", "inherit", "pipe"],
    });
    const stream: unknown = started.stdio[PARENT_FD];
    assert(stream instanceof Duplex, "a process was started without a stream to it");
    const ended = Promise.withResolvers<void>();
    const child: Child = {
      process: started,
      writer: new FrameWriter(stream),
      held: new HeldFrames(),
      ended: ended.promise,
      frameCount: 0,
      isReady: false,
      isStopping: false,
      hasEnded: false,
      ending: null,
    };
    this.#listen(workerIndex, child, stream);
    started.on("error", (error) => {
      child.ending ??= { reason: "crashed", detail: error.message };
    });
    // Not "exit": by then, what it had sent before may not have been read.
    started.on("close", (exitCode, signal) => {
      child.ending ??= endingOf(exitCode, signal);
      child.hasEnded = true;
      if (child.isReady && !child.isStopping) this.#events.onLost(workerIndex, child.ending);
      this.#wake();
      ended.resolve();
    });
    return child;
  }

  #listen(workerIndex: number, child: Child, stream: Duplex): void {
    const reader = new FrameReader();
    stream.on("data", (chunk: Buffer) => {
      try {
        this.#takeChunk(workerIndex, child, reader, chunk);
      } catch (error) {
        // Nothing after a broken frame can be trusted: the process is as good as dead.
        const detail = error instanceof Error ? error.message : String(error);
        child.ending ??= { reason: "crashed", detail };
        child.process.kill("SIGKILL");
        stream.destroy();
      }
      this.#wake();
    });
    // A stream breaks when its process dies, which "close" tells.
    stream.on("error", () => {});
  }

  /** Takes what is for the parent, and holds what is for others: all that lies together as one piece. */
  #takeChunk(workerIndex: number, child: Child, reader: FrameReader, chunk: Buffer): void {
    let run: { readonly peer: number; readonly bytes: Buffer; readonly start: number } | null =
      null;
    let runEnd = 0;
    const endRun = (): void => {
      if (run !== null) this.#hold(run.peer, run.bytes.subarray(run.start, runEnd));
      run = null;
    };
    reader.push(chunk, (frame) => {
      child.frameCount++;
      const { peer, bytes, frameStart, payloadEnd } = frame;
      if (peer === PARENT) {
        endRun();
        this.#take(workerIndex, frame);
        return;
      }
      if (run === null || run.peer !== peer || run.bytes !== bytes) {
        endRun();
        run = { peer, bytes, start: frameStart };
      }
      runEnd = payloadEnd;
    });
    endRun();
  }

  #take(workerIndex: number, frame: FrameReader): void {
    const { kind, target, source, bytes, payloadStart: start, payloadEnd: end } = frame;
    const child = this.#children.get(workerIndex)!;
    if ((kind & KIND_MASK) !== KIND.parcel) {
      if ((kind & KIND_MASK) === KIND.roundDone) child.held.forgetSent();
      this.#events.onRecord(workerIndex, { kind, target, source, bytes, start, end });
      return;
    }
    const reply: Reply = deserialize(bytes.subarray(start, end));
    if (reply.name === "ready") child.isReady = true;
    else if (reply.name === "crashed") {
      child.ending ??= { reason: "crashed", detail: reply.error.message };
    } else if (reply.name !== "working") this.#events.onParcel(workerIndex, reply);
  }

  #hold(peer: number, frames: Buffer): void {
    const child = this.#children.get(peer);
    assert(child !== undefined, `frames for process ${peer}, which was never started`);
    child.held.add(frames);
  }

  #wake(): void {
    this.#waiting?.resolve();
    this.#waiting = null;
  }
}

function endingOf(exitCode: number | null, signal: NodeJS.Signals | null): WorkerEnding {
  if (signal === "SIGKILL") return { reason: "killed", detail: "by SIGKILL" };
  // V8 aborts when its heap is full; nothing else of Node's own does.
  if (signal === "SIGABRT") return { reason: "out-of-memory", detail: "by SIGABRT" };
  if (signal !== null) return { reason: "killed", detail: `by ${signal}` };
  return { reason: "exited", detail: `with code ${exitCode}` };
}
