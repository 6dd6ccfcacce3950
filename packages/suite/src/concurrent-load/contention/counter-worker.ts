/** A thread that counts when a round begins, and sleeps in between. */
import { workerData } from "node:worker_threads";

import { ownCounterOf, WORD } from "./counter-memory.ts";
import type { CounterSetup } from "./counter-memory.ts";

const UNLOCKED = 0;
const LOCKED = 1;
/** Somebody sleeps until it is free. */
const CONTENDED = 2;
/** A round of this number ends the thread. */
const LAST_ROUND = -1;

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- counting-threads.ts wrote it
const { memory, counting, threadIndex, incrementCount } = workerData as CounterSetup;
const words = new Int32Array(memory);
const own = ownCounterOf(threadIndex);

let seenRound = 0;
for (;;) {
  seenRound = roundAfter(seenRound);
  if (seenRound === LAST_ROUND) break;
  count();
  Atomics.add(words, WORD.doneCount, 1);
  Atomics.notify(words, WORD.doneCount);
}

/**
 * Sleeps until there is another round. A thread that saw it before the notification has counted it and sleeps again
 * when that comes, and must not count it twice.
 */
function roundAfter(round: number): number {
  while (Atomics.load(words, WORD.round) === round) Atomics.wait(words, WORD.round, round);
  return Atomics.load(words, WORD.round);
}

function count(): void {
  for (let index = 0; index < incrementCount; index++) {
    if (counting === "atomic") Atomics.add(words, WORD.counter, 1);
    else if (counting === "unshared") words[own]!++;
    else {
      lock();
      words[WORD.counter]!++;
      unlock();
    }
  }
}

/** @see Drepper (2011), "Futexes Are Tricky", mutex 2. */
function lock(): void {
  let state = Atomics.compareExchange(words, WORD.lock, UNLOCKED, LOCKED);
  if (state === UNLOCKED) return;
  if (state !== CONTENDED) state = Atomics.exchange(words, WORD.lock, CONTENDED);
  while (state !== UNLOCKED) {
    Atomics.wait(words, WORD.lock, CONTENDED);
    state = Atomics.exchange(words, WORD.lock, CONTENDED);
  }
}

function unlock(): void {
  if (Atomics.sub(words, WORD.lock, 1) === LOCKED) return;
  Atomics.store(words, WORD.lock, UNLOCKED);
  Atomics.notify(words, WORD.lock, 1);
}
