import type { BenchmarkSettings } from "@paceline/core";

/** What a fork takes beside its timed rounds: start, warm-up, checks after them, end. Measured on 2 cores. */
const AROUND_NS = 150e6;

/** What a fork is likely to take, for a display of the time left; long iterations take longer. */
export const expectedForkNs = ({ measureNsMax }: BenchmarkSettings): number =>
  AROUND_NS + measureNsMax;
