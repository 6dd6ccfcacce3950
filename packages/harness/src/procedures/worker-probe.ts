/**
 * Loaded before everything else into each thread of a fork that watches memory. In a worker it collects and reads
 * the worker's own heap when the main thread asks; a collection reaches only the heap of the thread that calls it.
 * It keeps no worker alive.
 */
import { BroadcastChannel, isMainThread, threadId } from "node:worker_threads";

import { settle } from "./settle.ts";
import { messageIn, PROBE_CHANNEL } from "./worker-probe-messages.ts";
import type { ProbeAnswer } from "./worker-probe-messages.ts";

if (!isMainThread) {
  const { gc } = globalThis;
  Reflect.deleteProperty(globalThis, "gc");
  const channel = new BroadcastChannel(PROBE_CHANNEL);
  const answer = async (ticket: number): Promise<void> => {
    await settle(() => gc?.());
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const bytes = heapUsed + arrayBuffers;
    channel.postMessage({ kind: "answer", ticket, threadId, bytes } satisfies ProbeAnswer);
  };
  channel.addEventListener("message", (event) => {
    const message = messageIn(event);
    if (message.kind === "ask") void answer(message.ticket);
  });
  channel.unref();
}
