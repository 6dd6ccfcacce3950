import type { Doorbell } from "./doorbell.ts";
import {
  HEAD_INDEX,
  PADDING_MARK,
  RECORD_HEADER_WORDS,
  SPACE_WANTED_INDEX,
  TAIL_INDEX,
  TAKEN_INDEX,
  WORD_BYTES,
  type RingMemory,
} from "./ring-layout.ts";
import { viewIndices, viewRecords, type RingViews } from "./ring-views.ts";

/** Share of the ring that is read before its room is given back: fewer crossings between the cores. */
const RELEASE_SHARE = 1 / 8;

/**
 * The consumer's end of a ring: a cursor over its records. One thread holds it.
 *
 * After `next()` returned true, the fields and the payload are valid until the next call. The record
 * counts as taken from then on, whatever happens to the thread: if it dies, the records after this one
 * are still in the ring, and a new reader on the same memory finds exactly those.
 */
export class RingReader {
  readonly views: RingViews;
  readonly #indices: Int32Array<SharedArrayBuffer>;
  readonly #headers: Int32Array<SharedArrayBuffer>;
  readonly #producer: Doorbell;
  readonly #capacityWords: number;
  readonly #releaseWords: number;
  #taken: number;
  #released: number;
  /** The producer's index as last seen: read again only when everything up to it is taken. */
  #tailSeen: number;
  #header = 0;

  constructor(memory: RingMemory, producer: Doorbell) {
    this.views = viewRecords(memory);
    this.#headers = this.views.int32;
    this.#indices = viewIndices(memory);
    this.#producer = producer;
    this.#capacityWords = memory.capacityBytes / WORD_BYTES;
    this.#releaseWords = this.#capacityWords * RELEASE_SHARE;
    // Not the head: a reader that takes over from a dead one must not repeat what that one had taken.
    this.#taken = Atomics.load(this.#indices, TAKEN_INDEX);
    this.#released = Atomics.load(this.#indices, HEAD_INDEX);
    this.#tailSeen = this.#taken;
  }

  /** Moves to the next record. @returns false when there is none yet; all room is then given back. */
  next(): boolean {
    if (this.#taken === this.#tailSeen && !this.#look()) return false;
    if (((this.#taken - this.#released) | 0) >= this.#releaseWords) this.release();

    let position = this.#taken & (this.#capacityWords - 1);
    let payloadBytes = this.#headers[position * 2]!;
    if (payloadBytes === PADDING_MARK) {
      this.#taken = (this.#taken + this.#capacityWords - position) | 0;
      position = 0;
      payloadBytes = this.#headers[0]!;
    }
    this.#header = position * 2;
    this.#taken = (this.#taken + RECORD_HEADER_WORDS + ((payloadBytes + 7) >>> 3)) | 0;
    // A plain store is enough: it is read only after this thread has ended.
    this.#indices[TAKEN_INDEX] = this.#taken;
    return true;
  }

  /** Whether `next()` would find a record. Changes nothing. */
  hasNext(): boolean {
    return (
      this.#taken !== this.#tailSeen || Atomics.load(this.#indices, TAIL_INDEX) !== this.#taken
    );
  }

  /** Gives the room of all taken records back, the present one included, and wakes a waiting producer. */
  release(): void {
    if (this.#released === this.#taken) return;
    this.#released = this.#taken;
    Atomics.store(this.#indices, HEAD_INDEX, this.#taken);
    // Not before half is free: a producer woken for each record would sleep again at once.
    if (((this.#tailSeen - this.#taken) | 0) > this.#capacityWords / 2) return;
    if (
      Atomics.load(this.#indices, SPACE_WANTED_INDEX) === 1 &&
      Atomics.exchange(this.#indices, SPACE_WANTED_INDEX, 0) === 1
    ) {
      this.#producer.ring();
    }
  }

  /** Where the payload starts, in words. */
  get payloadWord(): number {
    return (this.#header >> 1) + RECORD_HEADER_WORDS;
  }

  get payloadBytes(): number {
    return this.#headers[this.#header]!;
  }

  get kind(): number {
    return this.#headers[this.#header + 1]!;
  }

  get target(): number {
    return this.#headers[this.#header + 2]!;
  }

  get source(): number {
    return this.#headers[this.#header + 3]!;
  }

  #look(): boolean {
    this.#tailSeen = Atomics.load(this.#indices, TAIL_INDEX);
    if (this.#tailSeen !== this.#taken) return true;
    this.release();
    return false;
  }
}
