import { FrameCorruptError } from "./errors.ts";
import { FRAME_HEADER_BYTES, FRAME_MARK, FRAME_PAYLOAD_BYTES_MAX } from "./frame.ts";

/** Takes one frame; the reader stands on it until this returns. */
export type FrameHandler = (frame: FrameReader) => void;

const EMPTY = Buffer.alloc(0);

/**
 * Finds the frames in a stream of chunks that may end anywhere, also inside a header.
 *
 * While a frame is handed over, the fields and `bytes[payloadStart .. payloadEnd)` are valid.
 */
export class FrameReader {
  #bytes: Buffer = EMPTY;
  #at = 0;
  #payloadBytes = 0;
  /** Chunks of a frame that is not complete yet. */
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #neededBytes = FRAME_HEADER_BYTES;

  /**
   * Hands over all frames that this chunk completes.
   *
   * @param chunk - Kept until its last frame is complete; not to be written to.
   * @throws {FrameCorruptError} when the bytes are no frames; nothing after them can be trusted.
   */
  push(chunk: Buffer, handle: FrameHandler): void {
    if (this.#waitingBytes > 0) {
      this.#waiting.push(chunk);
      this.#waitingBytes += chunk.byteLength;
      if (this.#waitingBytes < this.#neededBytes) return;
      chunk = Buffer.concat(this.#waiting, this.#waitingBytes);
      this.#waiting = [];
      this.#waitingBytes = 0;
    }
    this.#readFrames(chunk, handle);
  }

  /** Call when the stream has ended. @throws {FrameCorruptError} when it ended inside a frame. */
  end(): void {
    if (this.#waitingBytes === 0) return;
    throw new FrameCorruptError(`the stream ended ${this.#waitingBytes} bytes into a frame`);
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** Where the frame itself starts in `bytes`, header included. It ends with its payload. */
  get frameStart(): number {
    return this.#at;
  }

  get payloadStart(): number {
    return this.#at + FRAME_HEADER_BYTES;
  }

  get payloadEnd(): number {
    return this.#at + FRAME_HEADER_BYTES + this.#payloadBytes;
  }

  get kind(): number {
    return this.#bytes.readInt32LE(this.#at + 4);
  }

  get peer(): number {
    return this.#bytes.readInt32LE(this.#at + 8);
  }

  get target(): number {
    return this.#bytes.readInt32LE(this.#at + 12);
  }

  get source(): number {
    return this.#bytes.readInt32LE(this.#at + 16);
  }

  #readFrames(chunk: Buffer, handle: FrameHandler): void {
    let at = 0;
    while (chunk.byteLength - at >= FRAME_HEADER_BYTES) {
      const word = chunk.readUInt32LE(at);
      if (word >>> 24 !== FRAME_MARK) {
        throw new FrameCorruptError(`byte ${at + 3} is ${word >>> 24} where a frame starts`);
      }
      const payloadBytes = word & FRAME_PAYLOAD_BYTES_MAX;
      const next = at + FRAME_HEADER_BYTES + payloadBytes;
      if (next > chunk.byteLength) break;
      this.#bytes = chunk;
      this.#at = at;
      this.#payloadBytes = payloadBytes;
      at = next;
      handle(this);
    }
    this.#bytes = EMPTY;
    this.#keep(chunk.subarray(at));
  }

  #keep(rest: Buffer): void {
    this.#neededBytes =
      rest.byteLength < FRAME_HEADER_BYTES
        ? FRAME_HEADER_BYTES
        : FRAME_HEADER_BYTES + (rest.readUInt32LE(0) & FRAME_PAYLOAD_BYTES_MAX);
    if (rest.byteLength === 0) return;
    this.#waiting.push(rest);
    this.#waitingBytes = rest.byteLength;
  }
}
