import type { BenchmarkSettings } from "@paceline/core";

import type { BenchmarkDescriptor } from "../descriptor.ts";

/** What a fork takes beside its timed rounds: start, warm-up, checks after them, end. Measured on 2 cores. */
const AROUND_NS = 150e6;
/** One round of a leak benchmark: two or three collections of a small heap, and its operations. */
const WATCHED_ROUND_NS = 30e6;
const WEIGHING_NS = 400e6;

/** What a fork is likely to take, for a display of the time left; long iterations take longer. */
export function expectedForkNs(
  { procedure, leakPlan }: BenchmarkDescriptor,
  { measureNsMax }: BenchmarkSettings,
): number {
  if (procedure === "memory") return AROUND_NS + WEIGHING_NS;
  if (leakPlan !== null) return AROUND_NS + leakPlan.roundCountMin * WATCHED_ROUND_NS;
  return AROUND_NS + measureNsMax;
}
