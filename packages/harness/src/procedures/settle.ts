import { turnEventLoop } from "../evidence/gc-observer.ts";

/** Collections after which memory counts as settled in any case. */
const COLLECTION_COUNT_MAX = 3;
/** Two readings in a row that differ by less than this share of them say the same. */
const AGREEMENT_RATIO = 0.001;

/**
 * Collects until there is nothing left to collect: what remains is held by something. Buffers are freed by a task
 * of their own after a collection, and what finalizers let go is there for the next one, so one is never enough.
 */
export async function settle(collectAll: () => void): Promise<void> {
  let before = Number.POSITIVE_INFINITY;
  for (let collection = 0; collection < COLLECTION_COUNT_MAX; collection += 1) {
    collectAll();
    // oxlint-disable-next-line no-await-in-loop -- what a collection queues must run before the next
    await turnEventLoop();
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    const bytes = heapUsed + external + arrayBuffers;
    if (Math.abs(before - bytes) <= AGREEMENT_RATIO * bytes) return;
    before = bytes;
  }
}
