import type { LabelIndex } from "./label-index.ts";

const CHAR_SEMICOLON = 0x3b;
/** Compared at once. */
const WORD_BYTES = 4;

/** Reads the stacks of a file one after the other. */
export interface StackReader {
  /** Frames of the last stack read, outermost first; those beyond its depth are of earlier ones. */
  readonly frames: readonly number[];
  /** Reads the stack from `start` up to `end`. @returns its depth. */
  read(start: number, end: number): number;
}

/**
 * Most of a stack is that of the line before it: frames are looked up only from the first one that differs.
 *
 * @param bytes - must stay as they are.
 */
export function createStackReader(bytes: Uint8Array, labels: LabelIndex): StackReader {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frames: number[] = [];
  /** Where each label of the last stack ends, from its begin. */
  const ends: number[] = [];
  let lastStart = 0;
  let lastLength = 0;
  let lastDepth = 0;

  const isEnd = (start: number, length: number, at: number): boolean =>
    at === length || bytes[start + at] === CHAR_SEMICOLON;

  /** How many labels at the begin of the stack are those of the last one. */
  const commonDepth = (start: number, length: number): number => {
    const most = Math.min(length, lastLength);
    let same = 0;
    while (
      same + WORD_BYTES <= most &&
      words.getInt32(lastStart + same) === words.getInt32(start + same)
    )
      same += WORD_BYTES;
    while (same < most && bytes[lastStart + same] === bytes[start + same]) same++;
    let depth = 0;
    while (depth < lastDepth && ends[depth]! <= same && isEnd(start, length, ends[depth]!)) depth++;
    return depth;
  };

  return {
    frames,
    read(start, end) {
      const length = end - start;
      let depth = commonDepth(start, length);
      // An empty stack has no label, not an empty one.
      let at = length === 0 ? end + 1 : depth === 0 ? start : start + ends[depth - 1]! + 1;
      while (at <= end) {
        frames[depth] = labels.frameFrom(at, end);
        ends[depth++] = labels.end - start;
        at = labels.end + 1;
      }
      lastStart = start;
      lastLength = length;
      lastDepth = depth;
      return depth;
    },
  };
}
