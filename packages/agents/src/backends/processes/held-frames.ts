import { FrameReader } from "../../transport/frame-reader.ts";
import type { FrameWriter } from "../../transport/frame-writer.ts";
import type { IncomingRecord } from "../workers/host-link.ts";

/**
 * Messages for one worker, in the parent's hands: first those for the next round, then, once sent,
 * until the worker has said that it is done with them. So they can be returned if it dies.
 */
export class HeldFrames {
  #waiting: Buffer[] = [];
  #sent: Buffer[] = [];

  /** @param frames - Whole frames; kept as they are, so not to be written to. */
  add(frames: Buffer): void {
    this.#waiting.push(frames);
  }

  sendAll(writer: FrameWriter): void {
    for (const frames of this.#waiting) writer.writeFrames(frames);
    this.#sent.push(...this.#waiting);
    this.#waiting = [];
  }

  /** The worker has had what was sent. */
  forgetSent(): void {
    this.#sent = [];
  }

  /** Reads all of them once more, and lets go of them. */
  readOut(handle: (record: IncomingRecord) => void): void {
    const reader = new FrameReader();
    for (const frames of [...this.#sent, ...this.#waiting]) {
      reader.push(frames, ({ kind, target, source, bytes, payloadStart, payloadEnd }) => {
        handle({ kind, target, source, bytes, start: payloadStart, end: payloadEnd });
      });
    }
    this.#sent = [];
    this.#waiting = [];
  }
}
