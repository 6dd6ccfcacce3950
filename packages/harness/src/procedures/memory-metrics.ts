import type { Procedure } from "@paceline/core";

import type { MetricDescriptor } from "../descriptor.ts";

const bytes = (name: string, direction: MetricDescriptor["direction"]): MetricDescriptor => ({
  name,
  unit: "bytes",
  direction,
});

/**
 * Metrics that come with a procedure. Only the sum of a kind has a better way: a change that moves bytes from
 * the heap into buffers is neither better nor worse, and the growth of a leak benchmark is judged on its own.
 */
export const MEMORY_METRICS: Readonly<Record<Procedure, readonly MetricDescriptor[]>> = {
  time: [],
  memory: [
    bytes("retainedBytesPerInstance", "lower"),
    bytes("heapBytesPerInstance", "none"),
    bytes("bufferBytesPerInstance", "none"),
    bytes("externalBytesPerInstance", "none"),
    bytes("processBytesPerInstance", "none"),
    bytes("residentBytesMax", "none"),
  ],
  leak: [
    bytes("growthBytesPerOperation", "none"),
    bytes("heapGrowthBytesPerOperation", "none"),
    bytes("bufferGrowthBytesPerOperation", "none"),
    bytes("externalGrowthBytesPerOperation", "none"),
    bytes("handleGrowthBytesPerOperation", "none"),
    bytes("workerGrowthBytesPerOperation", "none"),
  ],
};
