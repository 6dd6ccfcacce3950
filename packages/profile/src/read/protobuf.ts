/** Where in which bytes is read. Numbers move `offset` behind themselves. */
export interface Cursor {
  readonly bytes: Uint8Array;
  offset: number;
}

/** A message that does not hold what its lengths promise. */
export class ProtobufDamagedError extends Error {
  override readonly name = "ProtobufDamagedError";
}

/** Of 64 bits in groups of seven. */
const NUMBER_BYTES_MAX = 10;
const LOW_BITS = 28;
const HIGH_BITS = 36;

/** A number without sign; exact up to 2^53. @see Protocol Buffers, "Encoding" */
export function readUint(cursor: Cursor): number {
  const { bytes } = cursor;
  let byte = bytes[cursor.offset++]!;
  if (byte < 128) return byte;
  let value = byte & 127;
  let scale = 128;
  for (let count = 1; count < NUMBER_BYTES_MAX; count++) {
    byte = bytes[cursor.offset++]!;
    value += (byte & 127) * scale;
    if (byte < 128) return value;
    scale *= 128;
  }
  throw new ProtobufDamagedError("a number does not end");
}

/** A number of 64 bits in two's complement; exact up to 2^53 on both sides of zero. */
export function readInt(cursor: Cursor): number {
  const start = cursor.offset;
  const value = readUint(cursor);
  if (value < 2 ** 53) return value;
  // Too large for one float: put together from its halves, of which only the upper one has a sign.
  let low = 0;
  let high = 0;
  for (let at = start; at < cursor.offset; at++) {
    const digit = cursor.bytes[at]! & 127;
    const shift = 7 * (at - start);
    if (shift < LOW_BITS) low += digit * 2 ** shift;
    else high += digit * 2 ** (shift - LOW_BITS);
  }
  high %= 2 ** HIGH_BITS;
  return (high >= 2 ** (HIGH_BITS - 1) ? high - 2 ** HIGH_BITS : high) * 2 ** LOW_BITS + low;
}

/** Called at each field of a message, with the cursor on its value, which it may read. */
type FieldVisitor = (field: number, valueEnd: number) => void;

/**
 * Goes through the fields of the message that ends at `end`. `valueEnd` is where the value ends that has a length,
 * and -1 of a number. What the visitor leaves unread is skipped.
 *
 * @throws {ProtobufDamagedError} when a field reaches beyond the message.
 */
export function visitFields(cursor: Cursor, end: number, visit: FieldVisitor): void {
  while (cursor.offset < end) {
    const tag = readUint(cursor);
    const wireType = tag % 8;
    const field = Math.floor(tag / 8);
    const valueStart = cursor.offset;
    if (wireType === 0) {
      visit(field, -1);
      if (cursor.offset === valueStart) readUint(cursor);
    } else {
      const valueEnd = endOfValue(cursor, wireType);
      if (!(valueEnd <= end)) throw new ProtobufDamagedError("a field reaches beyond its message");
      if (wireType === 2) visit(field, valueEnd);
      cursor.offset = valueEnd;
    }
  }
  if (cursor.offset !== end) throw new ProtobufDamagedError("a number reaches beyond its message");
}

function endOfValue(cursor: Cursor, wireType: number): number {
  if (wireType === 2) {
    const length = readUint(cursor);
    return cursor.offset + length;
  }
  if (wireType === 1) return cursor.offset + 8;
  if (wireType === 5) return cursor.offset + 4;
  throw new ProtobufDamagedError(`there is no kind of value ${wireType}`);
}

/** Numbers of a repeated field, packed or one by one, appended to `list` from `count` on. @returns the new count. */
export function readNumbers(
  cursor: Cursor,
  valueEnd: number,
  list: {
    readonly read: (cursor: Cursor) => number;
    readonly values: number[];
    readonly count: number;
  },
): number {
  const { read, values } = list;
  let { count } = list;
  if (valueEnd === -1) {
    values[count++] = read(cursor);
    return count;
  }
  while (cursor.offset < valueEnd) values[count++] = read(cursor);
  if (cursor.offset !== valueEnd) throw new ProtobufDamagedError("a list ends within a number");
  return count;
}
