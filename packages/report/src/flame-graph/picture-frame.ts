import { categoryAt } from "@paceline/profile";
import type { FrameCategory, FrameTable } from "@paceline/profile";

import { safeLine } from "../words/safe-text.ts";
import { commonFolder, packageOfFile, placeText, shortPath } from "./view/frame-place.ts";

/** One frame in the words of a picture. */
export interface PictureFrame {
  /** Name of the function, never empty, of one line. */
  readonly name: string;
  /** `src/x.ts`; empty when the profile does not say. */
  readonly path: string;
  /** On which the function begins, from 1; 0 when not known. */
  readonly line: number;
  /** `src/x.ts:12`: both of them. */
  readonly place: string;
  readonly packageName: string;
  readonly category: FrameCategory;
}

const ROOT_NAME = "all";

/**
 * Words for the frames of a table.
 *
 * @param used - indexes into the table, each any number of times; other frames are left undefined.
 */
export function nameFrames(
  table: FrameTable,
  used: Iterable<number>,
): readonly (PictureFrame | undefined)[] {
  const isUsed = new Uint8Array(table.count);
  for (const frame of used) isUsed[frame] = 1;
  const frames: (PictureFrame | undefined)[] = Array.from({ length: table.count });
  const files = new Set(table.files);
  const root = commonFolder([...files].map((file) => table.strings[file]!));
  const shortPaths = new Map<number, string>();
  const packages = new Map<number, string>();
  for (const file of files) {
    const path = table.strings[file]!;
    shortPaths.set(file, safeLine(shortPath(path, root)));
    packages.set(file, safeLine(packageOfFile(path)));
  }
  for (let frame = 0; frame < table.count; frame++) {
    if (isUsed[frame] === 0) continue;
    const file = table.files[frame]!;
    const path = shortPaths.get(file)!;
    const line = table.lines[frame]!;
    const place = placeText(path, line);
    const category = categoryAt(table, frame);
    frames[frame] = {
      name: category === "root" ? ROOT_NAME : nameOf(table.strings[table.names[frame]!]!, place),
      path,
      line,
      place,
      packageName: packages.get(file)!,
      category,
    };
  }
  return frames;
}

/** A function without a name is called by its place, or all of them would look the same. */
function nameOf(name: string, place: string): string {
  if (name !== "" && name !== "(anonymous)") return safeLine(name);
  const lastPart = place.slice(place.lastIndexOf("/") + 1);
  return lastPart === "" ? "(anonymous)" : `(anonymous ${lastPart})`;
}
