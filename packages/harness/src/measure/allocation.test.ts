import { expect, test } from "vitest";

import { measureAllocation } from "./allocation.ts";
import type { HeapPort } from "./allocation.ts";

/** A heap that a scripted round fills, and that is collected when a bound is reached. */
function scriptedHeap(
  bytesPerIteration: number,
  bytesPerRound: number,
  collectedAtBytes = Infinity,
) {
  let heapBytes = 0;
  let collections = 0;
  const heap: HeapPort = {
    read: () => ({ heapBytes, bufferBytes: 0 }),
    collect: () => {
      heapBytes = 0;
      collections += 1;
    },
    collectionCount: async () => collections,
  };
  const time = (iterationCount: number): number => {
    heapBytes += bytesPerRound + iterationCount * bytesPerIteration;
    if (heapBytes > collectedAtBytes) heap.collect("young");
    return 1000;
  };
  return { heap, round: { fill: () => undefined, time, iterationCountMax: 4096 } };
}

test.for([0, 16, 848, 5_000_000])(
  "finds %i bytes, whatever a round itself allocates",
  async (bytes) => {
    const { heap, round } = scriptedHeap(bytes, 256);
    expect(await measureAllocation(round, heap)).toBe(bytes);
  },
);

test("is null when a collection falls into every round", async () => {
  const { heap, round } = scriptedHeap(2_000_000, 256, 1_000_000);
  expect(await measureAllocation(round, heap)).toBeNull();
});

test("repeats what a marking under way disturbed, and looks after everything was collected", async () => {
  const { heap, round } = scriptedHeap(16, 256);
  let disturbedCount = 7;
  const time = (iterationCount: number): number => {
    if (disturbedCount > 0) heap.collect("young");
    disturbedCount -= 1;
    return round.time(iterationCount);
  };
  const generations: string[] = [];
  const collect = (generation: "young" | "all"): void => {
    generations.push(generation);
    heap.collect(generation);
  };
  expect(await measureAllocation({ ...round, time }, { ...heap, collect })).toBe(16);
  expect(generations.at(-1)).toBe("all");
});

test("counts no buffers of earlier inputs that a collection still frees in the background", async () => {
  let bufferBytes = 0;
  let deadBytes = 0;
  let dyingBytes = 0;
  let collections = 0;
  const heap: HeapPort = {
    read: () => ({ heapBytes: 0, bufferBytes: bufferBytes + deadBytes + dyingBytes }),
    collect: () => {
      dyingBytes = deadBytes;
      deadBytes = 0;
      collections += 1;
    },
    collectionCount: async () => collections,
  };
  const fill = (iterationCount: number): void => {
    deadBytes += bufferBytes;
    bufferBytes = iterationCount * 16_000;
  };
  // Now and then the background is quick, as on an idle second core.
  let roundCount = 0;
  const time = (): number => {
    roundCount += 1;
    if (roundCount % 3 > 0) dyingBytes = 0;
    return 1000;
  };
  expect(await measureAllocation({ fill, time, iterationCountMax: 4096 }, heap)).toBe(0);
});
