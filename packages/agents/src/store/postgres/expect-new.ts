import type { Commit } from "../batch-writer.ts";
import { isDuplicate } from "./postgres-failures.ts";
import type { WriteBatch } from "./postgres-row-writer.ts";

/** Batches in which messages written before are looked for, once there were some: who writes again goes on with it. */
const CAREFUL_BATCH_COUNT = 100;

/**
 * Writes batches as if no message were there already. A statement that finds one does nothing at all, and is asked again
 * to leave out those that are.
 */
export function expectNew(write: WriteBatch): Commit {
  let carefulBatchCount = 0;
  return async (batch) => {
    if (carefulBatchCount > 0) {
      carefulBatchCount--;
      await write(batch, "some-kept");
      return;
    }
    try {
      await write(batch, "all-new");
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      carefulBatchCount = CAREFUL_BATCH_COUNT;
      await write(batch, "some-kept");
    }
  };
}
