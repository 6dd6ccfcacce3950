import { quantile, sortSamples } from "@paceline/core";

import type { Cell } from "./cell.ts";

/** Percentiles of the time from a call to its results, ns. */
export interface CallLatency {
  readonly latencyNsP50: number;
  readonly latencyNsP95: number;
  readonly latencyNsP99: number;
}

/** Fewer calls than this have no 99th percentile to speak of. */
const CALL_COUNT_MIN = 100;
const CALL_COUNT_MAX = 20_000;
const MEASURE_NS = 60e6;
/** Slow calls are not waited for to reach the count. */
const MEASURE_NS_MAX = 0.4e9;

/** Times calls one by one, apart from the timed rounds, so that reading clocks does not slow those. */
export async function measureLatency({ call }: Cell): Promise<CallLatency> {
  const callNs: number[] = [];
  const startMs = performance.now();
  let endMs = startMs;
  while (wantsMore(callNs.length, (endMs - startMs) * 1e6)) {
    const beforeMs = endMs;
    // oxlint-disable-next-line no-await-in-loop -- one call at a time is what is measured
    await call();
    endMs = performance.now();
    callNs.push((endMs - beforeMs) * 1e6);
  }
  const sorted = sortSamples(callNs);
  return {
    latencyNsP50: quantile(sorted, 0.5),
    latencyNsP95: quantile(sorted, 0.95),
    latencyNsP99: quantile(sorted, 0.99),
  };
}

const wantsMore = (callCount: number, elapsedNs: number): boolean =>
  elapsedNs < MEASURE_NS_MAX &&
  callCount < CALL_COUNT_MAX &&
  (elapsedNs < MEASURE_NS || callCount < CALL_COUNT_MIN);
