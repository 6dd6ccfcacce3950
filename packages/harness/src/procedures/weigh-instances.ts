import { readFileSync } from "node:fs";

import type { MemoryRecord } from "@paceline/core";

import type { Subject } from "../fork/subject.ts";
import { settle } from "./settle.ts";

/** Crowds are made this often, all sizes once before any comes again: one unlucky reading decides nothing. */
const PASS_COUNT = 3;

const BYTES_PER_KIB = 1024;

interface Reading {
  readonly heapBytes: number;
  readonly externalBytes: number;
  readonly bufferBytes: number;
}

/**
 * Reads memory with crowds of each size alive, and without them. The slope over the sizes is what one instance
 * takes: what does not grow with the crowd, such as code, caches and what all share, falls out of it.
 *
 * Sizes go upwards: the process gives freed memory back when it likes, so only what it had to ask for more says
 * anything about the process as a whole.
 *
 * @param counts - at least two different ones, ascending.
 */
export async function weighInstances(
  { run, options, context }: Subject,
  state: unknown,
  counts: readonly number[],
  collectAll: () => void,
): Promise<MemoryRecord> {
  const record = {
    instanceCounts: [] as number[],
    heapBytes: [] as number[],
    externalBytes: [] as number[],
    bufferBytes: [] as number[],
    processBytes: [] as number[],
  };
  // The first crowds pay for code and caches, the largest for the process's memory.
  for (const count of [counts[0], counts.at(-1)]) {
    // oxlint-disable-next-line no-await-in-loop -- one crowd at a time
    const crowd: unknown = await run(state, count);
    // oxlint-disable-next-line no-await-in-loop
    await options.release?.(crowd, state, context);
  }
  for (const count of Array.from({ length: PASS_COUNT }, () => counts).flat()) {
    // oxlint-disable no-await-in-loop -- each reading needs the process to itself
    // In an array that is read again afterwards: a local that is never read again may be freed at once.
    const holder: unknown[] = [await run(state, count)];
    await settle(collectAll);
    const held = read();
    const processBytes = readProportionalBytes();
    const crowd = holder.pop();
    await options.release?.(crowd, state, context);
    await settle(collectAll);
    // oxlint-enable no-await-in-loop
    const freed = read();
    record.instanceCounts.push(count);
    record.heapBytes.push(held.heapBytes - freed.heapBytes);
    record.externalBytes.push(held.externalBytes - freed.externalBytes);
    record.bufferBytes.push(held.bufferBytes - freed.bufferBytes);
    if (processBytes !== null) record.processBytes.push(processBytes);
  }
  return record;
}

function read(): Reading {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  // Node counts what an array buffer holds as external too, unless the buffer is shared.
  return { heapBytes: heapUsed, externalBytes: external, bufferBytes: arrayBuffers };
}

/**
 * Proportional set size of this process: a page that n processes share counts as 1/n of a page. Null where
 * the system does not tell it.
 */
function readProportionalBytes(): number | null {
  if (process.platform !== "linux") return null;
  const text = readFileSync("/proc/self/smaps_rollup", "utf8");
  const kib = /^Pss:\s+(\d+) kB$/m.exec(text)?.[1];
  return kib === undefined ? null : Number(kib) * BYTES_PER_KIB;
}
