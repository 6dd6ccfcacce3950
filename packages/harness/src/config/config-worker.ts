/**
 * Entry of the thread that imports the config, so that one that never returns can be stopped. What it exports
 * goes back as plain data; a function in it cannot, and is told as the problem it is.
 */
import { enableCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

import { toErrorRecord } from "@paceline/core/error-record";

import type { ConfigReply } from "./config-reply.ts";

// A thread has a cache of its own; without it stripping the types of the config takes 40 ms.
enableCompileCache();
const file = String(workerData);
/** @throws {TypeError} when there is something in it that cannot leave this thread. */
function plainData(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`its default export must be an object of plain options: ${reason}`, {
      cause: error,
    });
  }
}

const reply = (message: ConfigReply): void => parentPort?.postMessage(message);

try {
  const loaded: { readonly default?: unknown } = await import(pathToFileURL(file).href);
  const value = plainData(await loaded.default);
  reply({ kind: "loaded", hasDefault: "default" in loaded, value });
} catch (error) {
  reply({ kind: "failed", error: toErrorRecord(error) });
}
