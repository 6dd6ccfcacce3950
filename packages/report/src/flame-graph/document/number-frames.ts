import type { FrameTable } from "@paceline/profile";

import type { PictureFrame } from "../picture-frame.ts";
import { nameFrames } from "../picture-frame.ts";

/** Frames of a page, numbered in the order of their names so that siblings need no sorting there. */
export interface NumberedFrames {
  /** In the order of their numbers. */
  readonly frames: readonly PictureFrame[];
  /** Number of each frame of the table that is used. */
  readonly numbers: Uint32Array;
}

/** @param used - frames of nodes, each any number of times. */
export function numberFrames(table: FrameTable, used: Uint32Array): NumberedFrames {
  const words = nameFrames(table, used);
  const order = [...words.keys()]
    .filter((frame) => words[frame] !== undefined)
    .sort((a, b) => compareFrames(words[a]!, words[b]!) || a - b);
  const numbers = new Uint32Array(table.count);
  for (const [number, frame] of order.entries()) numbers[frame] = number;
  return { frames: order.map((frame) => words[frame]!), numbers };
}

function compareFrames(a: PictureFrame, b: PictureFrame): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.place < b.place ? -1 : a.place > b.place ? 1 : 0;
}

/** Texts of which each is listed once, and which of them each row has. */
export function listTexts(texts: readonly string[]): {
  readonly list: readonly string[];
  readonly indexes: Uint32Array;
} {
  const known = new Map<string, number>();
  const indexes = Uint32Array.from(texts, (text) => {
    const index = known.get(text) ?? known.size;
    if (index === known.size) known.set(text, index);
    return index;
  });
  return { list: [...known.keys()], indexes };
}
