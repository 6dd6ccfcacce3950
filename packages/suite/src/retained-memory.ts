import { setImmediate } from "node:timers/promises";

import { theilSen } from "@paceline/core";

/** Collections until the heap counts as settled. */
const COLLECTION_COUNT_MAX = 10;
/** A collection that frees less than this found nothing more. */
const SETTLED_BYTES = 1_024;

/**
 * Bytes that are still held per item once everything that can be freed is freed: the slope of memory
 * over crowds of growing size. A slope leaves out what does not grow with the crowd, such as code,
 * caches and the shared model, and the whole process that the original reports per agent.
 *
 * @param counts - sizes of the crowds, at least two different ones.
 * @param create - makes a crowd; what it returns is held while memory is read.
 */
export async function measureRetainedBytes(
  counts: readonly number[],
  create: (count: number) => unknown,
): Promise<number> {
  const heldBytes: number[] = [];
  for (const count of counts) {
    // oxlint-disable-next-line no-await-in-loop -- each reading needs the heap to itself
    heldBytes.push(await bytesHeldBy(() => create(count)));
  }
  return theilSen(counts, heldBytes).slope;
}

/** Memory with the value alive, less memory once it is gone. */
async function bytesHeldBy(create: () => unknown): Promise<number> {
  // In an array that is read again afterwards: a local that is never read again may be freed at once.
  const holder: unknown[] = [create()];
  const withValue = await settledBytes();
  if (holder.pop() === undefined) throw new Error("there was nothing to hold");
  return withValue - (await settledBytes());
}

/** Heap and array buffers, shared ones included, after as many collections as free anything. */
async function settledBytes(): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("memory can only be read under node --expose-gc");
  let settled = Number.POSITIVE_INFINITY;
  for (let collection = 0; collection < COLLECTION_COUNT_MAX; collection++) {
    gc();
    // Buffers are freed by a task of their own after the collection.
    // oxlint-disable-next-line no-await-in-loop -- collections must not overlap
    await setImmediate();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    if (settled - (heapUsed + arrayBuffers) < SETTLED_BYTES) break;
    settled = heapUsed + arrayBuffers;
  }
  return settled;
}
