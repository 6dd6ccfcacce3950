import type { LeakSeries } from "./leak-record.ts";

/**
 * Kinds of memory that a leak is looked for in, each on its own: a sum would hide a small one behind a large one's
 * noise. The resident size is none of them: an allocator that keeps freed memory grows without any leak.
 *
 * Node counts buffers that are not shared as external too, so "external" is what remains without buffers.
 */
export const LEAK_CHANNELS = {
  heap: ({ heapBytes }) => heapBytes,
  buffer: ({ bufferBytes }) => bufferBytes,
  external: ({ externalBytes, bufferBytes }) =>
    externalBytes.map((bytes, index) => bytes - bufferBytes[index]!),
  handle: ({ handleBytes }) => handleBytes,
  worker: ({ workerBytes }) => workerBytes,
} as const satisfies Record<string, (series: LeakSeries) => readonly number[]>;

export type LeakChannel = keyof typeof LEAK_CHANNELS;

/**
 * Distance from a level that always belongs to it: a quarter of the growth over a whole run below which nothing is
 * called a leak.
 */
export const LEVEL_TOLERANCE_BYTES = 16_384;
