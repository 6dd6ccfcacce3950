import type { HeapActivity } from "@paceline/profile";
import { safeLine } from "@paceline/report";

import type { ActivityLine } from "../progress/activity-line.ts";

/**
 * Shares of the whole time, as they are for large files: what comes after reading cannot say how far it is, but
 * takes a steady part of the time that reading took.
 */
const READ_SHARE = 0.65;
const COMPARE_SHARE = 0.1;

/** Turns what the reading thread does into a line. `fileBytes` are those of all files, in the order of reading. */
export function showHeapActivity(
  line: ActivityLine,
  fileBytes: readonly number[],
): (activity: HeapActivity) => void {
  const totalBytes = fileBytes.reduce((sum, bytes) => sum + bytes, 0);
  let filesDone = 0;
  let source: string | null = null;
  return (activity) => {
    if (activity.kind === "read") {
      if (source !== null && source !== activity.source) filesDone += 1;
      source = activity.source;
      const before = fileBytes.slice(0, filesDone).reduce((sum, bytes) => sum + bytes, 0);
      const ratio = READ_SHARE * ((before + activity.readBytes) / Math.max(1, totalBytes));
      line.show(`reading ${safeLine(activity.source)}`, Math.min(READ_SHARE, ratio));
    } else if (activity.kind === "compare") {
      line.show("comparing", READ_SHARE);
    } else {
      line.show(WORDS[activity.kind], READ_SHARE + COMPARE_SHARE);
    }
  };
}

const WORDS = { retainers: "finding what retains what", paths: "finding paths" } as const;
