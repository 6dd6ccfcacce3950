import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { allocateCounters, ownCounterOf, WORD } from "./counter-memory.ts";
import type { CounterSetup, CountingName } from "./counter-memory.ts";

const LAST_ROUND = -1;

/** Threads that count together, over and over. */
export interface CountingThreads extends AsyncDisposable {
  readonly threadCount: number;
  readonly incrementCount: number;
  /** Every thread makes its increments. @returns all that were counted since the start. */
  countOnce(): Promise<number>;
}

export async function startCountingThreads(
  options: Pick<CounterSetup, "counting" | "incrementCount"> & { readonly threadCount: number },
): Promise<CountingThreads> {
  const { counting, incrementCount, threadCount } = options;
  const memory = allocateCounters(threadCount);
  const words = new Int32Array(memory);
  const entry = new URL(import.meta.resolve("#counter-worker"));
  const workers = Array.from({ length: threadCount }, (_, threadIndex) => {
    const workerData: CounterSetup = { memory, counting, threadIndex, incrementCount };
    return new Worker(entry, { workerData });
  });
  const ended = workers.map((worker) => once(worker, "exit"));
  await Promise.all(workers.map((worker) => once(worker, "online")));
  return {
    threadCount,
    incrementCount,
    async countOnce() {
      Atomics.store(words, WORD.doneCount, 0);
      Atomics.add(words, WORD.round, 1);
      Atomics.notify(words, WORD.round);
      let doneCount = 0;
      while (doneCount < threadCount) {
        const waiting = Atomics.waitAsync(words, WORD.doneCount, doneCount);
        // oxlint-disable-next-line no-await-in-loop -- until the last thread is done
        if (waiting.async) await waiting.value;
        doneCount = Atomics.load(words, WORD.doneCount);
      }
      return countedBy(words, counting, threadCount);
    },
    async [Symbol.asyncDispose]() {
      Atomics.store(words, WORD.round, LAST_ROUND);
      Atomics.notify(words, WORD.round);
      await Promise.all(ended);
    },
  };
}

/** A counter of 32 bits wraps; so does the sum. */
function countedBy(words: Int32Array, counting: CountingName, threadCount: number): number {
  if (counting !== "unshared") return words[WORD.counter]! >>> 0;
  let sum = 0;
  for (let index = 0; index < threadCount; index++) sum += words[ownCounterOf(index)]!;
  return sum >>> 0;
}
