import {
  BACKSLASH,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  byteText,
  COMMA,
  isSpace,
  MalformedError,
  QUOTE,
} from "./section-reader.ts";
import type { SectionReader } from "./section-reader.ts";
import type { StringTableBuilder } from "./string-table.ts";

/** V8 writes at most 1,024 characters of a string; more than this is no table of strings. */
const STRING_BYTES_MAX = 1 << 28;

type Expecting = "open" | "first-or-close" | "value" | "comma-or-close";

/** Reads an array of strings from bytes into a table, without decoding them. */
export function createStringArrayReader(table: StringTableBuilder): SectionReader {
  let expecting: Expecting = "open";
  let isInside = false;
  let isEscaped = false;
  // The beginning of a string whose end is in a later chunk.
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;

  const endString = (bytes: Uint8Array, start: number, end: number): void => {
    if (pendingBytes === 0) {
      table.add(bytes, start, end);
      return;
    }
    const whole = Buffer.concat([...pending, bytes.subarray(start, end)]);
    table.add(whole, 0, whole.length);
    pending = [];
    pendingBytes = 0;
  };

  /** Position after the closing quote, or -1 when it is not in this chunk. */
  const takeString = (bytes: Uint8Array, start: number): number => {
    let escaped = isEscaped;
    for (let position = start; position < bytes.length; position += 1) {
      const byte = bytes[position]!;
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) {
        isEscaped = false;
        endString(bytes, start, position);
        return position + 1;
      }
    }
    isEscaped = escaped;
    // Copied, because the chunk belongs to the stream.
    pending.push(bytes.slice(start));
    pendingBytes += bytes.length - start;
    if (pendingBytes > STRING_BYTES_MAX) throw new MalformedError("holds a string without an end");
    return -1;
  };

  return {
    take(bytes, start) {
      let position = start;
      while (position < bytes.length) {
        if (isInside) {
          position = takeString(bytes, position);
          if (position === -1) return -1;
          isInside = false;
          expecting = "comma-or-close";
          continue;
        }
        const byte = bytes[position]!;
        position += 1;
        if (isSpace(byte)) continue;
        if (isClosing(byte, expecting)) return position;
        isInside = byte === QUOTE;
        expecting = nextAfter(byte, expecting);
      }
      return -1;
    },
  };
}

const isClosing = (byte: number, expecting: Expecting): boolean =>
  byte === BRACKET_CLOSE && (expecting === "first-or-close" || expecting === "comma-or-close");

function nextAfter(byte: number, expecting: Expecting): Expecting {
  if (expecting === "open" && byte === BRACKET_OPEN) return "first-or-close";
  if (expecting === "comma-or-close" && byte === COMMA) return "value";
  const mayBegin = expecting === "first-or-close" || expecting === "value";
  if (mayBegin && byte === QUOTE) return "comma-or-close";
  throw new MalformedError(`holds ${byteText(byte)} where a string should be`);
}
