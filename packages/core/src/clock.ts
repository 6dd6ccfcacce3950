/**
 * Time that only goes forward, for durations. Where the time of day matters, use an ISO string.
 *
 * A port: what waits, schedules or times takes a clock, so that its test can be told what time it is.
 */
export interface Clock {
  /** Nanoseconds since the clock was made. Only differences mean anything. */
  nowNs(): number;
}

/**
 * The machine's monotonic clock.
 *
 * Counted from when it was made, because the raw reading is nanoseconds since boot: after 104 days
 * that is more than a double holds exactly, and then single nanoseconds are lost.
 */
export function createClock(): Clock {
  const originNs = process.hrtime.bigint();
  return { nowNs: () => Number(process.hrtime.bigint() - originNs) };
}
