import { readdirSync } from "node:fs";
import { join } from "node:path";

import { readProcFile } from "../evidence/proc-file.ts";

/**
 * Kernel files as the checks of a machine see them. A port, so that a test can show a check any machine.
 */
export interface KernelFiles {
  /** Text of a file without the line break at its end; null when there is none. */
  readonly read: (path: string) => string | null;
  /** Names in a folder; none when there is no such folder. */
  readonly list: (folder: string) => readonly string[];
}

/** Those of this machine. */
export const kernelFiles: KernelFiles = {
  read: (path) => readProcFile(path)?.trimEnd() ?? null,
  list(folder) {
    try {
      return readdirSync(join(folder)).toSorted();
    } catch {
      // Absent on this platform, which a check tells apart from a bad value.
      return [];
    }
  },
};
