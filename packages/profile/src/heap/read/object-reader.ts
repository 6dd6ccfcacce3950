import {
  BRACE_CLOSE,
  BRACE_OPEN,
  byteText,
  COLON,
  COMMA,
  isSpace,
  MalformedError,
  QUOTE,
} from "./section-reader.ts";
import type { SectionReader } from "./section-reader.ts";

const KEY_LENGTH_MAX = 256;

type Expecting =
  | "open"
  | "key-or-close"
  | "key"
  | "inside-key"
  | "colon"
  | "value"
  | "comma-or-close";

/** Reads the object that a file is, and leaves each value to the reader that its key asks for. */
export function createObjectReader(readerOf: (key: string) => SectionReader): SectionReader {
  let expecting: Expecting = "open";
  let key = "";
  let value: SectionReader | null = null;

  const takeByte = (byte: number): void => {
    if (expecting === "inside-key") {
      if (byte === QUOTE) expecting = "colon";
      else if (key.length === KEY_LENGTH_MAX) throw new MalformedError("has a key without an end");
      else key += String.fromCharCode(byte);
      return;
    }
    if (isSpace(byte)) return;
    if (expecting === "open" && byte === BRACE_OPEN) expecting = "key-or-close";
    else if ((expecting === "key" || expecting === "key-or-close") && byte === QUOTE) {
      key = "";
      expecting = "inside-key";
    } else if (expecting === "colon" && byte === COLON) {
      value = readerOf(key);
      expecting = "value";
    } else if (expecting === "comma-or-close" && byte === COMMA) expecting = "key";
    else throw new MalformedError(`has ${byteText(byte)} where JSON has none`);
  };

  return {
    take(bytes, start) {
      let position = start;
      while (position < bytes.length) {
        if (value !== null) {
          position = value.take(bytes, position);
          if (position === -1) return -1;
          value = null;
          expecting = "comma-or-close";
          continue;
        }
        const byte = bytes[position]!;
        position += 1;
        const mayClose = expecting === "comma-or-close" || expecting === "key-or-close";
        if (mayClose && byte === BRACE_CLOSE) return position;
        takeByte(byte);
      }
      return -1;
    },
  };
}
