import { hrtime, memoryUsage } from "node:process";

import { ms } from "@paceline/core";

/** Calls of one attempt: as many as fit the time, within these bounds. */
const CALL_COUNT_MIN = 100;
const CALL_COUNT_MAX = 20_000;
const ATTEMPT_NS = ms(100);

/** Times that the growth is measured; a compilation or a collection in between spoils some. */
const ATTEMPT_COUNT = 9;

/**
 * Bytes that one call leaves on the heap, live or not: the growth over many calls. The smallest of
 * several attempts, because what the engine of JavaScript allocates for itself only adds, and attempts
 * in which a collection made the heap shrink are left out. Call it when the code has been optimised.
 */
export function measureAllocatedBytes(call: () => unknown): number {
  const startNs = hrtime.bigint();
  for (let index = 0; index < CALL_COUNT_MIN; index++) call();
  const callNs = Number(hrtime.bigint() - startNs) / CALL_COUNT_MIN;
  const fittingCount = Math.floor(ATTEMPT_NS / callNs);
  const callCount = Math.max(CALL_COUNT_MIN, Math.min(fittingCount, CALL_COUNT_MAX));
  // Asking for the usage allocates its answer, so what asking costs is measured and taken off.
  const askingBytes = measureGrowthBytes(() => undefined, 0);
  return Math.max(0, measureGrowthBytes(call, callCount) - askingBytes) / callCount;
}

function measureGrowthBytes(call: () => unknown, callCount: number): number {
  let leastBytes = Infinity;
  for (let attempt = 0; attempt < ATTEMPT_COUNT; attempt++) {
    const beforeBytes = memoryUsage().heapUsed;
    for (let index = 0; index < callCount; index++) call();
    const grownBytes = memoryUsage().heapUsed - beforeBytes;
    if (grownBytes >= 0) leastBytes = Math.min(leastBytes, grownBytes);
  }
  return leastBytes;
}
