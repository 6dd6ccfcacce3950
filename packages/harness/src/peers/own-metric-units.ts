import type { Unit } from "@paceline/core";

/** Canonical units of the metrics that the harness takes itself; only of these does it know them. */
export const OWN_METRIC_UNITS: ReadonlyMap<string, Unit> = new Map([
  ["time", "ns"],
  ["throughput", "per-second"],
  ["allocatedBytes", "bytes"],
]);
