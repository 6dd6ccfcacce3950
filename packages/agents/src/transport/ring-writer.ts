import type { Doorbell } from "./doorbell.ts";
import { RecordTooLargeError } from "./errors.ts";
import {
  HEAD_INDEX,
  PADDING_MARK,
  payloadBytesMax,
  RECORD_HEADER_WORDS,
  SPACE_WANTED_INDEX,
  TAIL_INDEX,
  WORD_BYTES,
  type RingMemory,
} from "./ring-layout.ts";
import { viewIndices, viewRecords, type RingViews } from "./ring-views.ts";

/** Full: nothing was reserved. */
export const NO_SPACE = -1;

/** Up to here a loop takes less than the call that copies any length. */
const LOOP_BYTES_MAX = 32;

/** Share of the ring that is flushed without being asked, so that the consumer can start. */
const ANNOUNCE_SHARE = 1 / 8;

/**
 * The producer's end of a ring. One thread holds it.
 *
 * `reserve` a record, fill it in place, and `flush` when the batch ends: nothing is copied twice and
 * nothing allocated. The consumer sees records only in publication order and only whole, since the one
 * atomic store of the tail comes after every plain store of the payload.
 */
export class RingWriter {
  readonly views: RingViews;
  readonly payloadBytesMax: number;
  readonly #indices: Int32Array<SharedArrayBuffer>;
  readonly #headers: Int32Array<SharedArrayBuffer>;
  readonly #consumer: Doorbell;
  readonly #capacityWords: number;
  readonly #announceWords: number;
  #tail: number;
  #published: number;
  /** Up to here the consumer was woken. */
  #announced: number;
  /** The consumer's index as last seen: read again only when it no longer leaves room. */
  #headSeen: number;

  constructor(memory: RingMemory, consumer: Doorbell) {
    this.views = viewRecords(memory);
    this.payloadBytesMax = payloadBytesMax(memory.capacityBytes);
    this.#headers = this.views.int32;
    this.#indices = viewIndices(memory);
    this.#consumer = consumer;
    this.#capacityWords = memory.capacityBytes / WORD_BYTES;
    this.#announceWords = this.#capacityWords * ANNOUNCE_SHARE;
    this.#tail = Atomics.load(this.#indices, TAIL_INDEX);
    this.#published = this.#tail;
    this.#announced = this.#tail;
    this.#headSeen = Atomics.load(this.#indices, HEAD_INDEX);
  }

  /**
   * Makes room for a record and writes its header.
   *
   * @param payloadBytes - 0 to `payloadBytesMax`.
   * @param kind - With `target` and `source`: three int32 for the reader, of any meaning.
   * @returns the word where the payload starts, or {@link NO_SPACE}. The payload is garbage until the
   * caller has written all of it, which it must before it calls this writer again.
   * @throws {RecordTooLargeError} when the ring could never take it.
   */
  reserve(payloadBytes: number, kind: number, target: number, source: number): number {
    if (payloadBytes > this.payloadBytesMax) {
      throw new RecordTooLargeError(payloadBytes, this.payloadBytesMax);
    }
    const words = RECORD_HEADER_WORDS + ((payloadBytes + 7) >>> 3);
    let position = this.#tail & (this.#capacityWords - 1);
    const padding = this.#capacityWords - position < words ? this.#capacityWords - position : 0;
    if (!this.#hasRoom(words + padding)) return NO_SPACE;
    if (((this.#tail - this.#announced) | 0) >= this.#announceWords) this.flush();

    const headers = this.#headers;
    if (padding !== 0) {
      headers[position * 2] = PADDING_MARK;
      position = 0;
    }
    const header = position * 2;
    headers[header] = payloadBytes;
    headers[header + 1] = kind;
    headers[header + 2] = target;
    headers[header + 3] = source;
    this.#tail = (this.#tail + words + padding) | 0;
    return position + RECORD_HEADER_WORDS;
  }

  /** Fills what was reserved. @param word - As `reserve` gave it. */
  put(word: number, payload: Uint8Array): void {
    const { bytes } = this.views;
    const start = word * WORD_BYTES;
    if (payload.byteLength > LOOP_BYTES_MAX) bytes.set(payload, start);
    else for (let at = 0; at < payload.byteLength; at++) bytes[start + at] = payload[at]!;
  }

  /** Lets the consumer see all records so far, if it is awake. Who sleeps is woken by `flush`, which has to follow. */
  publish(): void {
    if (this.#published === this.#tail) return;
    this.#published = this.#tail;
    Atomics.store(this.#indices, TAIL_INDEX, this.#tail);
  }

  /** Lets the consumer see all records so far, and wakes it if it sleeps. One wake for a whole batch. */
  flush(): void {
    if (this.#announced === this.#tail) return;
    this.publish();
    this.#announced = this.#tail;
    this.#consumer.ring();
  }

  /**
   * Asks the consumer to ring this producer's doorbell when there is room again. Call it after
   * {@link NO_SPACE}, then ask {@link hasSpace} once more before sleeping: room may just have come.
   */
  requestSpace(): void {
    this.flush();
    Atomics.store(this.#indices, SPACE_WANTED_INDEX, 1);
  }

  /** Whether a payload of this length fits now, wherever in the ring the next record falls. */
  hasSpace(payloadBytes: number): boolean {
    const words = RECORD_HEADER_WORDS + ((payloadBytes + 7) >>> 3);
    const toEnd = this.#capacityWords - (this.#tail & (this.#capacityWords - 1));
    return this.#hasRoom(toEnd < words ? words + toEnd : words);
  }

  /** Words written but not yet released by the consumer. */
  get pendingWords(): number {
    return (this.#tail - Atomics.load(this.#indices, HEAD_INDEX)) | 0;
  }

  #hasRoom(words: number): boolean {
    if (this.#capacityWords - ((this.#tail - this.#headSeen) | 0) >= words) return true;
    this.#headSeen = Atomics.load(this.#indices, HEAD_INDEX);
    if (this.#capacityWords - ((this.#tail - this.#headSeen) | 0) >= words) return true;
    // Full: what is written must be seen, or the consumer could never make room.
    this.flush();
    return false;
  }
}
