const CHAR_TAB = 0x09;
const CHAR_RETURN = 0x0d;
const CHAR_SPACE = 0x20;
const CHAR_DOT = 0x2e;
const CHAR_ZERO = 0x30;
const CHAR_NINE = 0x39;
/** Numbers of so many digits are below 2^53: they are summed digit by digit. */
const EXACT_DIGIT_COUNT_MAX = 15;

/** Where the parts of a line lie, filled anew by each {@link parseFoldedLine}: no object per line. */
export interface FoldedLine {
  /** Where the stack ends; it begins where the line does. */
  stackEnd: number;
  /** The only count of the line, or that of the head. */
  count: number;
  /** Count of the base; NaN where the line has one count. */
  baseCount: number;
}

export const isBlank = (byte: number | undefined): boolean =>
  byte === CHAR_SPACE || (byte !== undefined && byte >= CHAR_TAB && byte <= CHAR_RETURN);

/**
 * Takes a line apart from its end: a stack, then one count, or a count of the base and one of the head. Counts may
 * have a fraction. As flamegraph.pl matches it.
 *
 * @param end - after the last byte of the line that is not blank.
 * @returns whether the line is a stack with a count.
 */
export function parseFoldedLine(
  bytes: Uint8Array,
  { start, end }: { readonly start: number; readonly end: number },
  line: FoldedLine,
): boolean {
  const countStart = numberStart(bytes, start, end);
  const beforeCount = blankStart(bytes, start, countStart);
  if (countStart === end || beforeCount === countStart) return false;
  line.count = numberAt(bytes, countStart, end);
  line.stackEnd = beforeCount;
  line.baseCount = Number.NaN;
  const baseStart = numberStart(bytes, start, beforeCount);
  const beforeBase = blankStart(bytes, start, baseStart);
  if (baseStart === beforeCount || beforeBase === baseStart) return true;
  line.baseCount = numberAt(bytes, baseStart, beforeCount);
  line.stackEnd = beforeBase;
  return true;
}

/** Where the number that ends at `end` begins; `end` when there is none: digits, at most one dot after the first. */
function numberStart(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  let dotCount = 0;
  while (at > start) {
    const byte = bytes[at - 1]!;
    if (byte === CHAR_DOT) dotCount++;
    else if (byte < CHAR_ZERO || byte > CHAR_NINE) break;
    at--;
  }
  return dotCount > 1 || bytes[at] === CHAR_DOT ? end : at;
}

function blankStart(bytes: Uint8Array, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(bytes[at - 1])) at--;
  return at;
}

function numberAt(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === CHAR_DOT || end - start > EXACT_DIGIT_COUNT_MAX)
      return Number(new TextDecoder().decode(bytes.subarray(start, end)));
    value = value * 10 + byte - CHAR_ZERO;
  }
  return value;
}
