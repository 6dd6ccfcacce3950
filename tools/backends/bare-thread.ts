/** One of the bare threads: sleeps until it is told to spin. */
import { isMainThread, parentPort, workerData } from "node:worker_threads";

import { spin } from "./spinner.ts";

export interface BareSetup {
  readonly words: Int32Array<SharedArrayBuffer>;
}

/** Lines of their own. */
export const WORDS = { round: 0, steps: 32, iterations: 33, atWork: 64, byteLength: 512 } as const;

const READY = "ready";
export const isBareReady = (answer: unknown): boolean => answer === READY;

if (!isMainThread) work();

function work(): void {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- bare-threads.ts wrote it
  const { words } = workerData as BareSetup;
  let round = 0;
  let state = 1;
  parentPort!.postMessage(READY);
  for (;;) {
    // A notification that comes late finds a thread that has done its round already: it must not do it twice.
    while (Atomics.load(words, WORDS.round) === round) Atomics.wait(words, WORDS.round, round);
    round = Atomics.load(words, WORDS.round);
    const stepCount = words[WORDS.steps]!;
    for (let step = 0; step < stepCount; step++) state = spin(state, words[WORDS.iterations]!);
    // Only the last one wakes the parent.
    if (Atomics.sub(words, WORDS.atWork, 1) === 1) Atomics.notify(words, WORDS.atWork);
  }
}
