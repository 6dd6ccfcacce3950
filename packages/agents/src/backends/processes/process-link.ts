import type { Writable } from "node:stream";
import { serialize } from "node:v8";

import { FRAME_PAYLOAD_BYTES_MAX } from "../../transport/frame.ts";
import { FrameWriter } from "../../transport/frame-writer.ts";
import type { HostLink, RecordNumbers } from "../workers/host-link.ts";
import { KIND, PARENT, type Reply } from "../workers/records.ts";

/** The parent takes a worker that is silent for long to hang, so some of its work is shown meanwhile. */
const SILENCE_MS_MAX = 100;
/** A look at the clock in every turn would be felt. */
const TURNS_PER_LOOK = 8;

/** A process's way out: its stream to the parent, who passes on what is for others. */
export class ProcessLink implements HostLink {
  readonly payloadBytesMax = FRAME_PAYLOAD_BYTES_MAX;
  readonly #writer: FrameWriter;
  #flushedAtMs = 0;
  #turnCount = 0;

  constructor(stream: Writable) {
    this.#writer = new FrameWriter(stream);
  }

  /** The parent knows who has gone, and returns what was for them. */
  send(workerIndex: number, kind: number, numbers: RecordNumbers, payload: Uint8Array): true {
    const { target, source } = numbers;
    this.#writer.write({ kind, peer: workerIndex, target, source }, payload);
    if (performance.now() - this.#flushedAtMs > SILENCE_MS_MAX) this.flush();
    return true;
  }

  /** Work that sends nothing, such as making agents, is shown as well. */
  noteTurn(): void {
    if (++this.#turnCount % TURNS_PER_LOOK !== 0) return;
    if (performance.now() - this.#flushedAtMs > SILENCE_MS_MAX)
      this.sendParcel({ name: "working" });
  }

  sendParcel(reply: Reply): void {
    this.send(PARENT, KIND.parcel, { target: 0, source: 0 }, serialize(reply));
    this.flush();
  }

  checkParcel(value: unknown): void {
    serialize(value);
  }

  flush(): void {
    this.#writer.flush();
    this.#flushedAtMs = performance.now();
  }
}
