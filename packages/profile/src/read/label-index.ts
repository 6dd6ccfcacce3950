import type { FrameTableBuilder } from "../model/frame-table.ts";
import { parseFrameLabel } from "./frame-label.ts";

/** Frames by the bytes of their labels: a text is made once per distinct label, not once per place. */
export interface LabelIndex {
  /** Frame of the label in `bytes` from `start` up to `end`. */
  frameOf(start: number, end: number): number;
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

  return {
    frameOf(start, end) {
      const hash = hashOf(bytes, start, end);
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

/** FNV-1a, with its high bits mixed into the low ones that choose a slot. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
