import type { Writable } from "node:stream";

import { RecordTooLargeError } from "./errors.ts";
import {
  FRAME_HEADER_BYTES,
  FRAME_MARK,
  FRAME_PAYLOAD_BYTES_MAX,
  type FrameHeader,
} from "./frame.ts";

/** One write to the stream; large enough that the system call does not count. */
const BATCH_BYTES = 64 * 1024;

/** Bytes that may wait in this process before {@link FrameWriter.isFull} says so. */
const WAITING_BYTES_MAX = 4 * 1024 * 1024;

/** One frame with memory of its own. @throws {RecordTooLargeError} */
export function encodeFrame(header: FrameHeader, payload: Uint8Array): Buffer {
  const payloadBytes = payload.byteLength;
  if (payloadBytes > FRAME_PAYLOAD_BYTES_MAX) {
    throw new RecordTooLargeError(payloadBytes, FRAME_PAYLOAD_BYTES_MAX);
  }
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + payloadBytes);
  writeFrame(frame, 0, header, payload);
  return frame;
}

/**
 * Writes frames to a stream, many per write. What was written leaves with `flush`, or by itself when
 * a batch is full.
 */
export class FrameWriter {
  readonly #stream: Writable;
  #batch = Buffer.allocUnsafeSlow(BATCH_BYTES);
  #usedBytes = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  /**
   * Whether more waits than should. Writing goes on to work, so it is for the caller to stop and wait
   * for `drained`.
   */
  get isFull(): boolean {
    return this.#stream.writableLength > WAITING_BYTES_MAX;
  }

  /**
   * @param payload - Copied before this returns.
   * @throws {RecordTooLargeError}
   */
  write(header: FrameHeader, payload: Uint8Array): void {
    const payloadBytes = payload.byteLength;
    if (payloadBytes > FRAME_PAYLOAD_BYTES_MAX) {
      throw new RecordTooLargeError(payloadBytes, FRAME_PAYLOAD_BYTES_MAX);
    }
    const frameBytes = FRAME_HEADER_BYTES + payloadBytes;
    if (this.#usedBytes + frameBytes > this.#batch.byteLength) this.#startBatch(frameBytes);
    writeFrame(this.#batch, this.#usedBytes, header, payload);
    this.#usedBytes += frameBytes;
  }

  /** Passes whole frames on as they are. @param frames - Copied before this returns. */
  writeFrames(frames: Uint8Array): void {
    if (this.#usedBytes + frames.byteLength > this.#batch.byteLength) {
      this.#startBatch(frames.byteLength);
    }
    this.#batch.set(frames, this.#usedBytes);
    this.#usedBytes += frames.byteLength;
  }

  /** Hands everything so far to the stream. */
  flush(): void {
    if (this.#usedBytes === 0) return;
    this.#stream.write(this.#batch.subarray(0, this.#usedBytes));
    // The stream owns those bytes until they are out; what is left of the batch is still ours.
    this.#batch = this.#batch.subarray(this.#usedBytes);
    this.#usedBytes = 0;
  }

  /** Resolves when the stream has taken what waited, or has closed. */
  async drained(): Promise<void> {
    this.flush();
    const stream = this.#stream;
    if (!stream.writableNeedDrain || stream.destroyed) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    stream.once("drain", resolve).once("close", resolve);
    await promise;
    stream.off("drain", resolve).off("close", resolve);
  }

  #startBatch(frameBytes: number): void {
    this.flush();
    this.#batch = Buffer.allocUnsafeSlow(Math.max(BATCH_BYTES, frameBytes));
  }
}

function writeFrame(into: Buffer, at: number, header: FrameHeader, payload: Uint8Array): void {
  into.writeUInt32LE(((FRAME_MARK << 24) | payload.byteLength) >>> 0, at);
  into.writeInt32LE(header.kind, at + 4);
  into.writeInt32LE(header.peer, at + 8);
  into.writeInt32LE(header.target, at + 12);
  into.writeInt32LE(header.source, at + 16);
  into.set(payload, at + FRAME_HEADER_BYTES);
}
