import { readFileSync } from "node:fs";

import type { MemoryRecord } from "@paceline/core";

import { checkResult } from "../fork/subject.ts";
import type { Subject } from "../fork/subject.ts";
import { settle } from "./settle.ts";

/** Crowds are made this often, all sizes once before any comes again: one unlucky reading decides nothing. */
const PASS_COUNT = 2;

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
  subject: Subject,
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
  // A crowd is only ever in here: a local variable of a function that waits would keep it alive after its time.
  const holder: unknown[] = [];
  // The first crowd pays for code and caches.
  await makeCrowd(subject, state, counts[0]!, holder);
  await letGo(subject, state, holder);
  for (const [index, count] of Array.from({ length: PASS_COUNT }, () => counts)
    .flat()
    .entries()) {
    // oxlint-disable no-await-in-loop -- one crowd at a time
    await makeCrowd(subject, state, count, holder);
    await settle(collectAll);
    const held = read();
    const processBytes = readProportionalBytes();
    await letGo(subject, state, holder);
    await settle(collectAll);
    // oxlint-enable no-await-in-loop
    const freed = read();
    record.instanceCounts.push(count);
    record.heapBytes.push(held.heapBytes - freed.heapBytes);
    record.externalBytes.push(held.externalBytes - freed.externalBytes);
    record.bufferBytes.push(held.bufferBytes - freed.bufferBytes);
    // Later passes find room in what the process already has.
    if (processBytes !== null && index < counts.length) record.processBytes.push(processBytes);
  }
  return record;
}

/** Makes a crowd, asks the benchmark whether it is right, and lets it go. */
export async function checkSmallestCrowd(
  subject: Subject,
  state: unknown,
  count: number,
): Promise<void> {
  const holder: unknown[] = [];
  await makeCrowd(subject, state, count, holder);
  await checkResult(subject, state, holder[0]);
  await letGo(subject, state, holder);
}

async function makeCrowd(
  { run }: Subject,
  state: unknown,
  count: number,
  holder: unknown[],
): Promise<void> {
  holder.push(await run(state, count));
}

async function letGo(
  { options, context }: Subject,
  state: unknown,
  holder: unknown[],
): Promise<void> {
  await options.release?.(holder[0], state, context);
  holder.length = 0;
}

function read(): Reading {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  // Node counts what an array buffer holds as external too, unless the buffer is shared.
  return { heapBytes: heapUsed, externalBytes: external, bufferBytes: arrayBuffers };
}

/**
 * Proportional set size of this process, a page that n processes share counts as 1/n of a page, without pages of files:
 * those belong to no instance, and their share changes whenever another process that runs the same program starts or ends.
 * Null where the system does not tell it.
 */
function readProportionalBytes(): number | null {
  if (process.platform !== "linux") return null;
  const text = readFileSync("/proc/self/smaps_rollup", "utf8");
  const kib = (name: string): number | null => {
    const found = new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(text)?.[1];
    return found === undefined ? null : Number(found);
  };
  const all = kib("Pss");
  // Kernels before 5.3 tell the sum alone.
  return all === null ? null : (all - (kib("Pss_File") ?? 0)) * BYTES_PER_KIB;
}
