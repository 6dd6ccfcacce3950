import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** In this order when a folder has several. */
export const CONFIG_NAMES = [
  "paceline.config.ts",
  "paceline.config.mts",
  "paceline.config.js",
  "paceline.config.mjs",
] as const;

/**
 * The nearest config: in the folder or the first one above it that has one, so that a command works in any
 * folder of a project.
 *
 * @returns absolute path; null when there is none up to the root of the file system.
 */
export function findConfig(folder: string): string | null {
  for (let current = folder; ; current = dirname(current)) {
    for (const name of CONFIG_NAMES) {
      const file = join(current, name);
      if (existsSync(file)) return file;
    }
    if (dirname(current) === current) return null;
  }
}
