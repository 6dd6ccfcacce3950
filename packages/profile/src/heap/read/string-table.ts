/** Strings of a snapshot, kept as the bytes of the file and decoded one by one when asked for. */
export interface StringTable {
  readonly count: number;
  /** @param index - in [0, count). */
  get(index: number): string;
  /** Whether the first and the last byte are these, without decoding: rules out almost all candidates. */
  isBetween(index: number, firstByte: (byte: number) => boolean, lastByte: number): boolean;
}

export interface StringTableBuilder {
  /** Copies one string as it stands in JSON, without its quotes. */
  add(bytes: Uint8Array, start: number, end: number): void;
  finish(): StringTable;
}

const SEGMENT_BYTES = 1 << 20;
const COUNT_FIRST = 1 << 12;
const BACKSLASH = 0x5c;
const ASCII_MAX = 0x7f;

/**
 * Collects strings in segments of a megabyte, so that no table is ever one string or one buffer: the table
 * alone may be over the longest string V8 can have.
 */
export function createStringTable(): StringTableBuilder {
  const segments: Buffer[] = [];
  let segmentUsed = 0;
  let count = 0;
  let segmentOf = new Uint32Array(COUNT_FIRST);
  let startOf = new Uint32Array(COUNT_FIRST);
  let lengthOf = new Uint32Array(COUNT_FIRST);
  // Plain ASCII needs no JSON parser.
  let isPlain = new Uint8Array(COUNT_FIRST);

  const makeRoom = (): void => {
    const capacity = count + (count >> 1);
    segmentOf = grown(segmentOf, new Uint32Array(capacity));
    startOf = grown(startOf, new Uint32Array(capacity));
    lengthOf = grown(lengthOf, new Uint32Array(capacity));
    isPlain = grown(isPlain, new Uint8Array(capacity));
  };

  return {
    add(bytes, start, end) {
      const length = end - start;
      if (segments.length === 0 || segmentUsed + length > SEGMENT_BYTES) {
        segments.push(Buffer.allocUnsafeSlow(Math.max(SEGMENT_BYTES, length)));
        segmentUsed = 0;
      }
      if (count === lengthOf.length) makeRoom();
      const target = segments[segments.length - 1]!;
      let plain = 1;
      for (let from = start, to = segmentUsed; from < end; from += 1, to += 1) {
        const byte = bytes[from]!;
        target[to] = byte;
        if (byte === BACKSLASH || byte > ASCII_MAX) plain = 0;
      }
      segmentOf[count] = segments.length - 1;
      startOf[count] = segmentUsed;
      lengthOf[count] = length;
      isPlain[count] = plain;
      segmentUsed += length;
      count += 1;
    },

    finish: () => ({
      count,
      get(index) {
        const start = startOf[index]!;
        const end = start + lengthOf[index]!;
        const segment = segments[segmentOf[index]!]!;
        if (isPlain[index] === 1) return segment.toString("latin1", start, end);
        const parsed: unknown = JSON.parse(`"${segment.toString("utf8", start, end)}"`);
        return String(parsed);
      },
      isBetween(index, isFirst, last) {
        const start = startOf[index]!;
        const length = lengthOf[index]!;
        const segment = segments[segmentOf[index]!]!;
        return length > 0 && segment[start + length - 1] === last && isFirst(segment[start]!);
      },
    }),
  };
}

function grown<Column extends Uint32Array | Uint8Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
