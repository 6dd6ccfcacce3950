/**
 * The limit of two threads: each spins its share of the steps, is woken once and says once that it is done. No
 * agents, no messages, no results.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { isBareReady, type BareSetup, WORDS } from "./bare-thread.ts";

export interface BareThreads {
  /** Lets each thread spin its share; resolves when the last is done. */
  run(stepCount: number, iterationCount: number): Promise<number>;
  stop(): Promise<void>;
}

export async function startBareThreads(threadCount: number): Promise<BareThreads> {
  const words = new Int32Array(new SharedArrayBuffer(WORDS.byteLength));
  const threads = Array.from({ length: threadCount }, () => {
    const workerData: BareSetup = { words };
    return new Worker(new URL("bare-thread.ts", import.meta.url), { workerData });
  });
  const answers = await Promise.all(threads.map((thread) => once(thread, "message")));
  if (!answers.every(([answer]) => isBareReady(answer))) throw new Error("a thread did not start");
  return {
    async run(stepCount, iterationCount) {
      words[WORDS.steps] = stepCount / threadCount;
      words[WORDS.iterations] = iterationCount;
      Atomics.store(words, WORDS.atWork, threadCount);
      Atomics.add(words, WORDS.round, 1);
      Atomics.notify(words, WORDS.round);
      for (;;) {
        const atWork = Atomics.load(words, WORDS.atWork);
        if (atWork === 0) return stepCount;
        // Asleep, as the parent of any pool ought to be: two cores have no room for a third that looks on.
        const waiting = Atomics.waitAsync(words, WORDS.atWork, atWork);
        if (waiting.async) await waiting.value;
      }
    },
    async stop() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}
