import { assert } from "./assert.ts";
import type { Clock } from "./clock.ts";

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Goes on by `durationNs`, a finite number of at least 0. */
  advanceNs(durationNs: number): void;
}

/** Makes time a test's own: no sleeping, no tolerance. Starts at 0 unless told otherwise. */
export function createManualClock(startNs = 0): ManualClock {
  let timeNs = startNs;
  return {
    nowNs: () => timeNs,
    advanceNs(durationNs) {
      assert(
        Number.isFinite(durationNs) && durationNs >= 0,
        `a monotonic clock cannot go on by ${durationNs} ns`,
      );
      timeNs += durationNs;
    },
  };
}
