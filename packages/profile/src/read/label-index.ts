import type { FrameTableBuilder } from "../model/frame-table.ts";
import { parseFrameLabel } from "./frame-label.ts";

const CHAR_SEMICOLON = 0x3b;

/** Frames by the bytes of their labels: a text is made once per distinct label, not once per place. */
export interface LabelIndex {
  /** Frame of the label that begins at `start`, and ends before the next semicolon, or else at `limit`. */
  frameFrom(start: number, limit: number): number;
  /** Where the last label ends. */
  readonly end: number;
}

/** @param bytes - UTF-8; not copied, so they must stay as they are. */
export function createLabelIndex(bytes: Uint8Array, frames: FrameTableBuilder): LabelIndex {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let mask = 1023;
  // A slot holds the number of a label plus one, so that zero is empty. At most half are taken.
  let slots = new Int32Array(mask + 1);
  const starts: number[] = [];
  const lengths: number[] = [];
  const hashes: number[] = [];
  const indexes: number[] = [];

  const isAt = (label: number, start: number, length: number): boolean => {
    if (lengths[label] !== length) return false;
    const known = starts[label]!;
    for (let at = 0; at < length; at++) if (bytes[known + at] !== bytes[start + at]) return false;
    return true;
  };

  const grow = (): void => {
    mask = mask * 2 + 1;
    slots = new Int32Array(mask + 1);
    for (const [label, hash] of hashes.entries()) {
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = label + 1;
    }
  };

  let end = 0;
  return {
    get end() {
      return end;
    },
    frameFrom(start, limit) {
      // FNV-1a, with its high bits mixed into the low ones that choose a slot.
      let hash = 0x811c9dc5;
      end = start;
      for (; end < limit; end++) {
        const byte = bytes[end]!;
        if (byte === CHAR_SEMICOLON) break;
        hash = Math.imul(hash ^ byte, 0x01000193);
      }
      hash ^= hash >>> 15;
      let slot = hash & mask;
      for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const label = slots[slot]! - 1;
        if (hashes[label] === hash && isAt(label, start, end - start)) return indexes[label]!;
      }
      const frame = frames.intern(parseFrameLabel(decoder.decode(bytes.subarray(start, end))));
      starts.push(start);
      lengths.push(end - start);
      hashes.push(hash);
      slots[slot] = indexes.push(frame);
      if (indexes.length * 2 > mask) grow();
      return frame;
    },
  };
}
