import type { Commit } from "../batch-writer.ts";
import { isDuplicate } from "./postgres-failures.ts";
import type { WriteBatch } from "./postgres-row-writer.ts";

/** Batches at most in which messages written before are looked for, until one is tried again as if all were new. */
const CAREFUL_BATCH_COUNT_MAX = 128;

/**
 * Writes batches as if no message were there already. A statement that finds one does nothing at all, and is asked again
 * to leave out those that are. Whoever writes again goes on with it for a while, a lost connection leaves a single batch in
 * doubt: so the next batches are written with care too, twice as many each time that one is found right after them.
 */
export function expectNew(write: WriteBatch): Commit {
  let carefulBatchCount = 0;
  let nextCarefulCount = 1;
  return async (batch) => {
    if (carefulBatchCount > 0) {
      carefulBatchCount--;
      await write(batch, "some-kept");
      return;
    }
    try {
      await write(batch, "all-new");
      nextCarefulCount = 1;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      carefulBatchCount = nextCarefulCount;
      nextCarefulCount = Math.min(2 * nextCarefulCount, CAREFUL_BATCH_COUNT_MAX);
      await write(batch, "some-kept");
    }
  };
}
