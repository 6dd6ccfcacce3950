import type { RingReader } from "./ring-reader.ts";
import { NO_SPACE, type RingWriter } from "./ring-writer.ts";

const VALUE_BYTES = 8;

/** Which way a numeric record goes. Kind, target and source are int32 of the caller's meaning. */
export interface RecordAddress {
  readonly kind: number;
  readonly target: number;
  readonly source: number;
}

/**
 * Writes numbers as a record of 64-bit floats, in place and without allocation.
 *
 * @returns false when the ring is full: wait for space and try again.
 */
export function tryWriteNumbers(
  writer: RingWriter,
  address: RecordAddress,
  values: ArrayLike<number>,
): boolean {
  const { length } = values;
  const word = writer.reserve(length * VALUE_BYTES, address.kind, address.target, address.source);
  if (word === NO_SPACE) return false;
  const { float64 } = writer.views;
  for (let index = 0; index < length; index++) float64[word + index] = values[index]!;
  return true;
}

/**
 * Reads a record of 64-bit floats into `into`, without allocation.
 *
 * @param into - At least as long as the record.
 * @returns the count of values.
 */
export function readNumbers(record: RingReader, into: Float64Array): number {
  const count = record.payloadBytes >> 3;
  const word = record.payloadWord;
  const { float64 } = record.views;
  for (let index = 0; index < count; index++) into[index] = float64[word + index]!;
  return count;
}

/**
 * Writes bytes as a record.
 *
 * @returns false when the ring is full: wait for space and try again.
 */
export function tryWriteBytes(
  writer: RingWriter,
  address: RecordAddress,
  payload: Uint8Array,
): boolean {
  const { kind, target, source } = address;
  const word = writer.reserve(payload.byteLength, kind, target, source);
  if (word === NO_SPACE) return false;
  writer.put(word, payload);
  return true;
}
