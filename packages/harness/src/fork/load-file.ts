import { pathToFileURL } from "node:url";

import { sharedRegistry } from "../registry.ts";
import type { Registry } from "../registry.ts";

/**
 * Imports a benchmark file into this process and gives what it registered.
 *
 * @param file - absolute path.
 * @throws whatever the file throws, a `SyntaxError` when it does not parse.
 */
export async function loadFile(file: string): Promise<Registry> {
  await import(pathToFileURL(file).href);
  return sharedRegistry();
}
