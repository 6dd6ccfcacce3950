/** A notification that comes when a thread has done its round already must not make it do the round again. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { expect, test } from "vitest";

import {
  allocateCounters,
  ownCounterOf,
  WORD,
} from "../../src/concurrent-load/contention/counter-memory.ts";
import type { CounterSetup } from "../../src/concurrent-load/contention/counter-memory.ts";

const INCREMENT_COUNT = 1_000;
const LAST_ROUND = -1;
const entry = new URL("../../src/concurrent-load/contention/counter-worker.ts", import.meta.url);

test("a thread counts a round once, however often it is notified of it", async () => {
  const memory = allocateCounters(1);
  const words = new Int32Array(memory);
  const workerData: CounterSetup = {
    memory,
    counting: "unshared",
    threadIndex: 0,
    incrementCount: INCREMENT_COUNT,
  };
  const worker = new Worker(entry, { workerData });
  const ended = once(worker, "exit");
  for (let round = 1; round <= 20; round++) {
    Atomics.store(words, WORD.round, round);
    // Until it sleeps a thread cannot be notified; each time that it can, it is.
    while (Atomics.load(words, WORD.doneCount) < round) Atomics.notify(words, WORD.round);
    for (let count = 0; count < 100_000; count++) Atomics.notify(words, WORD.round);
    expect(Atomics.load(words, ownCounterOf(0))).toBe(round * INCREMENT_COUNT);
  }
  Atomics.store(words, WORD.round, LAST_ROUND);
  Atomics.notify(words, WORD.round);
  await ended;
});
