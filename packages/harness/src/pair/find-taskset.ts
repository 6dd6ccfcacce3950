import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

/** Absolute path of `taskset`, which binds a process to a core; null where there is none (macOS, Windows). */
export async function findTaskset(): Promise<string | null> {
  if (process.platform !== "linux") return null;
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const file = join(folder, "taskset");
    try {
      // oxlint-disable-next-line no-await-in-loop -- the first that is there is the one
      await access(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
