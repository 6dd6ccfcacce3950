import { globSync } from "node:fs";
import { join } from "node:path";

/**
 * Absolute paths of the built-in benchmarks, in alphabetical order: sources in a checkout, built files in
 * an installed package.
 */
export const suiteFiles = (): readonly string[] =>
  globSync("*/*.bench.{ts,js}", { cwd: import.meta.dirname })
    .toSorted()
    .map((file) => join(import.meta.dirname, file));
