import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COMMA,
  isSpace,
  MalformedError,
  QUOTE,
} from "./section-reader.ts";
import type { SectionReader } from "./section-reader.ts";

/** Passes over one JSON value of any kind: the sections that nothing here needs. */
export const createSkippingReader = (): SectionReader => createScanner(() => {});

/**
 * Collects one JSON value and parses it whole. For small ones: the header of a snapshot has a few kilobytes.
 */
export function createCapturingReader(
  bytesMax: number,
  onValue: (value: unknown) => void,
): SectionReader {
  const parts: Uint8Array[] = [];
  let length = 0;
  const scanner = createScanner((part) => {
    length += part.length;
    if (length > bytesMax) throw new MalformedError(`is over ${bytesMax} bytes`);
    parts.push(part.slice());
  });
  return {
    take(bytes, start) {
      const position = scanner.take(bytes, start);
      if (position !== -1) onValue(parseJson(Buffer.concat(parts).toString("utf8")));
      return position;
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedError("is no JSON");
  }
}

/** Finds the end of a value by counting brackets outside of strings. */
function createScanner(onBytes: (part: Uint8Array) => void): SectionReader {
  let depth = 0;
  let isString = false;
  let isEscaped = false;
  let hasBegun = false;

  /** Whether the value is complete with this byte ("after"), or was before it ("before"). */
  const step = (byte: number): "after" | "before" | null => {
    if (isString) {
      if (isEscaped) isEscaped = false;
      else if (byte === BACKSLASH) isEscaped = true;
      else if (byte === QUOTE) isString = false;
      return !isString && depth === 0 ? "after" : null;
    }
    // A number or a word ends where its object goes on.
    if (depth === 0 && hasBegun && (byte === COMMA || byte === BRACE_CLOSE)) return "before";
    hasBegun ||= !isSpace(byte);
    if (byte === QUOTE) isString = true;
    else if (byte === BRACKET_OPEN || byte === BRACE_OPEN) depth += 1;
    else if (byte === BRACKET_CLOSE || byte === BRACE_CLOSE) {
      depth -= 1;
      if (depth < 0) throw new MalformedError("closes a bracket that was never opened");
      if (depth === 0) return "after";
    }
    return null;
  };

  return {
    take(bytes, start) {
      for (let position = start; position < bytes.length; position += 1) {
        const end = step(bytes[position]!);
        if (end === null) continue;
        const next = end === "after" ? position + 1 : position;
        onBytes(bytes.subarray(start, next));
        return next;
      }
      onBytes(bytes.subarray(start));
      return -1;
    },
  };
}
