import { clearTimeout, setTimeout } from "node:timers";
import { BroadcastChannel } from "node:worker_threads";
import type { Worker } from "node:worker_threads";

import { messageIn, PROBE_CHANNEL } from "./worker-probe-messages.ts";
import type { ProbeAnswer, ProbeMessage } from "./worker-probe-messages.ts";

/**
 * A worker that does not turn its event loop for so long is said to be silent, and not waited for again: it would
 * make every reading as slow.
 */
const ANSWER_MS_MAX = 2_000;

// Taken before user code can replace them.
const startTimer = setTimeout;
const stopTimer = clearTimeout;

export interface WorkerMemory {
  readonly workerCount: number;
  /** Of all that answered, collected. */
  readonly bytes: number;
  /** Alive, but busy or waiting without an event loop. */
  readonly silentCount: number;
}

export interface WorkerTracker extends Disposable {
  read(): Promise<WorkerMemory>;
}

/** What is done with the events of one reading. */
interface Asking {
  readonly onAnswer: (answer: ProbeAnswer) => void;
  readonly onExit: () => void;
}

/** Follows the worker threads that the process starts from now on, and reads their memory. */
export function trackWorkers(): WorkerTracker {
  const alive = new Map<number, Worker>();
  const silent = new Set<number>();
  let asking: Asking | null = null;
  const onWorker = (worker: Worker): void => {
    const { threadId } = worker;
    alive.set(threadId, worker);
    worker.once("exit", () => {
      alive.delete(threadId);
      silent.delete(threadId);
      asking?.onExit();
    });
  };
  process.on("worker", onWorker);
  const channel = new BroadcastChannel(PROBE_CHANNEL);
  channel.unref();
  channel.addEventListener("message", (event) => {
    const message = messageIn(event);
    if (message.kind === "answer") asking?.onAnswer(message);
  });
  let lastTicket = 0;
  return {
    async read() {
      if (alive.size === silent.size) {
        return { workerCount: alive.size, bytes: 0, silentCount: silent.size };
      }
      lastTicket += 1;
      const asked = lastTicket;
      const bytesOf = new Map<number, number>();
      const isMissing = (threadId: number): boolean =>
        !bytesOf.has(threadId) && !silent.has(threadId);
      channel.ref();
      await new Promise<void>((resolve) => {
        const timer = startTimer(resolve, ANSWER_MS_MAX);
        const settleWhenAll = (): void => {
          if ([...alive.keys()].some(isMissing)) return;
          stopTimer(timer);
          resolve();
        };
        asking = {
          onExit: settleWhenAll,
          onAnswer({ ticket, threadId, bytes }) {
            if (ticket !== asked) return;
            bytesOf.set(threadId, bytes);
            settleWhenAll();
          },
        };
        channel.postMessage({ kind: "ask", ticket: asked } satisfies ProbeMessage);
      });
      asking = null;
      channel.unref();
      const answered = [...alive.keys()].filter((threadId) => bytesOf.has(threadId));
      for (const threadId of alive.keys()) if (!bytesOf.has(threadId)) silent.add(threadId);
      return {
        workerCount: alive.size,
        bytes: answered.reduce((sum, threadId) => sum + bytesOf.get(threadId)!, 0),
        silentCount: alive.size - answered.length,
      };
    },
    [Symbol.dispose]() {
      process.off("worker", onWorker);
      channel.close();
    },
  };
}
