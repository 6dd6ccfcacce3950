import { resolve } from "node:path";

import { findConfig } from "./find-config.ts";
import type { ResolvedConfig } from "./resolved-config.ts";
import { resolveConfig } from "./resolve-config.ts";

/**
 * The config that governs a folder, checked and complete; defaults when there is none.
 *
 * @throws {InvalidOptionError} with every problem of its options at once.
 * @throws {ConfigLoadError} when it does not parse, throws, or does not finish loading.
 */
export async function loadConfig(options: {
  readonly cwd: string;
  readonly signal?: AbortSignal;
}): Promise<ResolvedConfig> {
  const cwd = resolve(options.cwd);
  const configFile = findConfig(cwd);
  if (configFile === null) return resolveConfig({ configFile, cwd, value: {} });
  // Imported only now: without a config no thread is needed.
  const { importConfig } = await import("./import-config.ts");
  const value = await importConfig(configFile, options);
  return resolveConfig({ configFile, cwd, value });
}
