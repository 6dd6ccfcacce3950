import { readFileSync } from "node:fs";

/** Text of a kernel file; null where there is none, which is every system but Linux and some containers. */
export function readProcFile(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // Absent, not permitted, or the process has ended: in each case the platform does not tell.
    return null;
  }
}
