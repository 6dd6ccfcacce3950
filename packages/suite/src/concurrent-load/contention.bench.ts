/**
 * What does it cost to share?
 *
 * Measured: threads that increment a counter ten thousand times each: one counter behind a lock that sleeps
 * when it is taken, one counter by atomic addition, or a counter for each in a cache line of its own. With one
 * thread this is the price of the instruction; the difference with more is contention. The counters are
 * checked: not one increment may be lost.
 *
 * Not measured: anything useful done while the lock is held.
 */
import { bench, group } from "@paceline/harness/bench";

import { COUNTING_NAMES } from "./contention/counter-memory.ts";
import type { CountingName } from "./contention/counter-memory.ts";
import { startCountingThreads } from "./contention/counting-threads.ts";

const INCREMENT_COUNT = 10_000;

group("concurrent-load/contention", () => {
  for (const counting of COUNTING_NAMES) registerCounting(counting);
});

function registerCounting(counting: CountingName): void {
  bench(
    counting,
    {
      params: { threads: { smoke: [2], full: [1, 2, 4] } },
      async setup({ parameters }) {
        const threads = await startCountingThreads({
          counting,
          incrementCount: INCREMENT_COUNT,
          threadCount: parameters.threads,
        });
        return { threads, roundCount: 0 };
      },
      items: ({ threads }) => threads * INCREMENT_COUNT,
      itemsUnit: "increments",
      check: (counted: number, { threads, roundCount }) =>
        counted === (roundCount * threads.threadCount * INCREMENT_COUNT) % 2 ** 32,
      async teardown({ threads }) {
        await threads[Symbol.asyncDispose]();
      },
    },
    (state) => {
      state.roundCount++;
      return state.threads.countOnce();
    },
  );
}
