import {
  BRACKET_CLOSE,
  BRACKET_OPEN,
  byteText,
  COMMA,
  isSpace,
  MalformedError,
} from "./section-reader.ts";
import type { SectionReader } from "./section-reader.ts";

/** Numbers that are handed on at once: large enough that the call costs nothing per number. */
const BATCH_LENGTH = 1 << 14;

/** The longest number that a snapshot can hold: 2 ** 53 has 16 digits. */
const DIGIT_COUNT_MAX = 16;

const DIGIT_ZERO = 0x30;
const DIGIT_NINE = 0x39;

/**
 * Reads an array of whole numbers from bytes, straight into a batch of doubles.
 *
 * @param onBatch - called with the batch, which is reused, and how many of its numbers count.
 */
export function createNumberArrayReader(
  onBatch: (batch: Float64Array, count: number) => void,
): SectionReader {
  const batch = new Float64Array(BATCH_LENGTH);
  let batched = 0;
  let isOpen = false;
  let value = 0;
  let digits = 0;
  // A space after digits ends the number, and only a comma or the end of the array may follow.
  let isEnded = false;
  let isFirst = true;

  const flush = (count: number): void => {
    onBatch(batch, count);
    batched = 0;
  };

  return {
    take(bytes, start) {
      let position = start;
      if (!isOpen) {
        while (position < bytes.length && isSpace(bytes[position]!)) position += 1;
        if (position === bytes.length) return -1;
        if (bytes[position] !== BRACKET_OPEN) throw unexpected(bytes[position]!);
        isOpen = true;
        position += 1;
      }
      // Fields are copied to locals: the loop runs once per byte of hundreds of megabytes.
      let [number, length, filled] = [value, digits, batched];
      for (; position < bytes.length; position += 1) {
        const byte = bytes[position]!;
        if (byte >= DIGIT_ZERO && byte <= DIGIT_NINE) {
          if (isEnded) throw unexpected(byte);
          number = number * 10 + (byte - DIGIT_ZERO);
          length += 1;
        } else if (byte === COMMA || byte === BRACKET_CLOSE) {
          if (length === 0 && !(byte === BRACKET_CLOSE && isFirst)) throw unexpected(byte);
          if (length > DIGIT_COUNT_MAX)
            throw new MalformedError("holds a number that is too large");
          if (length > 0) batch[filled++] = number;
          [number, length, isEnded, isFirst] = [0, 0, false, false];
          if (filled === BATCH_LENGTH || byte === BRACKET_CLOSE) {
            flush(filled);
            filled = 0;
          }
          if (byte === BRACKET_CLOSE) return position + 1;
        } else if (isSpace(byte)) {
          isEnded = length > 0;
        } else {
          throw unexpected(byte);
        }
      }
      [value, digits, batched] = [number, length, filled];
      return -1;
    },
  };
}

const unexpected = (byte: number): MalformedError =>
  new MalformedError(`holds ${byteText(byte)} where a number should be`);
