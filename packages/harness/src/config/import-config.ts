import { Worker } from "node:worker_threads";

import { ConfigLoadError } from "../errors/config-load-error.ts";
import { IS_SOURCE } from "../fork/fork-process.ts";
import type { ConfigReply } from "./config-reply.ts";

/** With which Node ends a thread whose top-level await can never be settled. */
const EXIT_UNSETTLED = 13;

/** A config that takes longer computes something; it is told apart from one that hangs by nothing else. */
const LOAD_LIMIT_MS = 10_000;

/**
 * Imports a config in a thread of its own and gives its default export.
 *
 * A thread and not a process: it starts in a third of the time, and all it has to survive is a config that
 * never returns.
 *
 * @throws {ConfigLoadError} naming the file and what is wrong with it.
 */
export async function importConfig(
  file: string,
  { signal, limitMs = LOAD_LIMIT_MS }: { readonly signal?: AbortSignal; readonly limitMs?: number },
): Promise<unknown> {
  signal?.throwIfAborted();
  const worker = new Worker(new URL(import.meta.resolve("#config-worker")), {
    workerData: file,
    // Standard output is for the answer of the command, which can be a document.
    stdout: true,
    ...(IS_SOURCE && { execArgv: ["--conditions=@paceline/source"] }),
  });
  worker.stdout.pipe(process.stderr, { end: false });
  const end = Promise.withResolvers<ConfigReply | "limit" | "aborted" | number>();
  const onAbort = (): void => end.resolve("aborted");
  const timer = setTimeout(() => end.resolve("limit"), limitMs);
  signal?.addEventListener("abort", onAbort);
  worker.once("message", (reply: ConfigReply) => end.resolve(reply));
  worker.once("messageerror", (error) => end.reject(error));
  worker.once("error", (error) => end.reject(error));
  worker.once("exit", (exitCode) => end.resolve(exitCode));
  try {
    const reply = await end.promise;
    signal?.throwIfAborted();
    return await valueOf(file, reply, limitMs);
  } catch (error) {
    if (error instanceof ConfigLoadError || signal?.aborted === true) throw error;
    throw new ConfigLoadError(file, error instanceof Error ? error.message : String(error));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
    await worker.terminate();
  }
}

async function valueOf(
  file: string,
  reply: ConfigReply | "limit" | "aborted" | number,
  limitMs: number,
): Promise<unknown> {
  if (reply === "limit" || reply === "aborted") {
    throw new ConfigLoadError(file, `it was still loading after ${limitMs} ms and was stopped`);
  }
  if (typeof reply === "number") {
    const reason =
      reply === EXIT_UNSETTLED
        ? "it awaits something that never comes"
        : `it ended its thread with exit code ${reply}`;
    throw new ConfigLoadError(file, reason);
  }
  if (reply.kind === "failed") {
    const { syntaxErrorLine } = await import("../discover/syntax-error-line.ts");
    const line = await syntaxErrorLine(file, reply.error);
    const where = line === null ? "" : ` in line ${line}`;
    throw new ConfigLoadError(file, `${reply.error.name}${where}: ${reply.error.message}`);
  }
  if (!reply.hasDefault) {
    throw new ConfigLoadError(file, "it has no default export: export default defineConfig({ … })");
  }
  return reply.value;
}
