import { glob } from "node:fs/promises";
import { isAbsolute, relative, sep } from "node:path";

export const DEFAULT_INCLUDE = ["**/*.bench.{ts,mts,js,mjs}"] as const;

const SKIPPED_FOLDERS = new Set(["node_modules", "dist"]);

/**
 * Benchmark files below `root`, relative to it, with forward slashes, in alphabetical order.
 *
 * Folders named node_modules or dist and those that begin with a dot are not entered: a benchmark of a
 * dependency is not the project's, and one in dist is a second copy of one in src.
 */
export async function findFiles(
  root: string,
  patterns: readonly string[],
): Promise<readonly string[]> {
  const found = new Set<string>();
  for await (const path of glob([...patterns], { cwd: root, exclude: isSkipped })) {
    const file = isAbsolute(path) ? relative(root, path) : path;
    if (!file.split(sep).some(isSkipped)) found.add(file.split(sep).join("/"));
  }
  return [...found].sort();
}

// Asked for folders too, which keeps the walk out of them.
function isSkipped(path: string): boolean {
  const name = path.split(sep).at(-1) ?? path;
  return SKIPPED_FOLDERS.has(name) || (name.startsWith(".") && name !== "." && name !== "..");
}
