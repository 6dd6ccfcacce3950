import { hrtime, memoryUsage } from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

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
 * in which a collection made the heap shrink are left out. As many calls come before,
 * so that the code has been optimised.
 */
export function measureAllocatedBytes(call: () => unknown): number {
  const startNs = hrtime.bigint();
  for (let index = 0; index < CALL_COUNT_MIN; index++) call();
  const callNs = Number(hrtime.bigint() - startNs) / CALL_COUNT_MIN;
  const fittingCount = Math.floor(ATTEMPT_NS / callNs);
  const callCount = Math.max(CALL_COUNT_MIN, Math.min(fittingCount, CALL_COUNT_MAX));
  for (let index = 0; index < callCount; index++) call();
  // Asking for the usage allocates its answer, so what asking costs is measured and taken off.
  const askingBytes = measureGrowthBytes(() => undefined, 0);
  return Math.max(0, measureGrowthBytes(call, callCount) - askingBytes) / callCount;
}

/** The collector, which a flag set at run time gives to contexts made after it. */
function exposeCollector(): () => void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect !== "function")
    throw new Error("this runtime does not let itself be collected");
  return () => {
    collect();
  };
}

/** The heap counts in chunks once it is in use, so every attempt starts from a collected one. */
function measureGrowthBytes(call: () => unknown, callCount: number): number {
  const collect = exposeCollector();
  let leastBytes = Infinity;
  for (let attempt = 0; attempt < ATTEMPT_COUNT; attempt++) {
    collect();
    const beforeBytes = memoryUsage().heapUsed;
    for (let index = 0; index < callCount; index++) call();
    const grownBytes = memoryUsage().heapUsed - beforeBytes;
    if (grownBytes >= 0) leastBytes = Math.min(leastBytes, grownBytes);
  }
  return leastBytes;
}
