/**
 * How a ring lies in shared memory.
 *
 *     byte   0  tail: words ever published. Written by the producer.
 *     byte 128  head: words ever released. Written by the consumer.
 *     byte 132  taken: words ever handed to the consumer's caller; runs ahead of head.
 *     byte 256  space wanted: 1 while the producer waits for room. Written by both, rarely.
 *     byte 384  the records, in a power of two of bytes.
 *
 * A word is 8 bytes, so every record starts where a Float64Array can read it. Indices count up for
 * ever and wrap at 2^32: their difference is the fill, their low bits are the position, and full needs
 * no wasted slot.
 */

/** What the three index lines are apart: two cache lines, because x86 fetches lines in pairs. */
const INDEX_LINE_BYTES = 128;

export const TAIL_INDEX = 0;
export const HEAD_INDEX = INDEX_LINE_BYTES / 4;
export const TAKEN_INDEX = HEAD_INDEX + 1;
export const SPACE_WANTED_INDEX = (2 * INDEX_LINE_BYTES) / 4;
export const RECORDS_OFFSET_BYTES = 3 * INDEX_LINE_BYTES;

export const WORD_BYTES = 8;

/** A record's header: length in bytes, kind, target, source; each an int32. */
export const RECORD_HEADER_WORDS = 2;

/** Stands where a length would: the rest up to the end of the ring is unused, go on at its start. */
export const PADDING_MARK = -1;

const CAPACITY_BYTES_MIN = 256;
const CAPACITY_BYTES_MAX = 2 ** 30;

/** Where one ring lies. Plain data: it goes to a worker as it is. */
export interface RingMemory {
  readonly buffer: SharedArrayBuffer;
  /** A multiple of 128. */
  readonly offsetBytes: number;
  /** Of the records alone: a power of two from 256 to 2^30. */
  readonly capacityBytes: number;
}

export const isRingCapacity = (bytes: number): boolean =>
  bytes >= CAPACITY_BYTES_MIN && bytes <= CAPACITY_BYTES_MAX && Number.isInteger(Math.log2(bytes));

/** Bytes that a ring takes, indices included. */
export const ringBytes = (capacityBytes: number): number => RECORDS_OFFSET_BYTES + capacityBytes;

/**
 * The longest payload a ring takes. Half the ring with its header: a record does not wrap, so one
 * that is longer might fit nowhere although the ring is empty.
 */
export const payloadBytesMax = (capacityBytes: number): number =>
  capacityBytes / 2 - RECORD_HEADER_WORDS * WORD_BYTES;

/** A ring with memory of its own, for one pair of threads. A mesh places its rings itself. */
export function allocateRing(capacityBytes: number): RingMemory {
  const buffer = new SharedArrayBuffer(ringBytes(capacityBytes));
  return { buffer, offsetBytes: 0, capacityBytes };
}
