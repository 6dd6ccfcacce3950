import { count, list, nullable, number, oneOf, record } from "../shape/shape.ts";
import type { Evidence, GcEvidence } from "./evidence.ts";

export const evidenceShape = record<Evidence>("Evidence", {
  wallNs: number,
  cpuUserNs: number,
  cpuSystemNs: number,
  runQueueWaitNs: nullable(number),
  contextSwitchesVoluntary: count,
  contextSwitchesInvoluntary: count,
  pageFaultsMinor: count,
  pageFaultsMajor: count,
  stealRatio: nullable(number),
  pressureCpuRatio: nullable(number),
  pressureMemoryRatio: nullable(number),
  pressureIoRatio: nullable(number),
  throttledCount: nullable(count),
  throttledNs: nullable(number),
  gc: list(
    record<GcEvidence>("GcEvidence", {
      kind: oneOf({ minor: true, major: true, incremental: true, "weak-callback": true }),
      count,
      pauseNsTotal: number,
      pauseNsMax: number,
    }),
  ),
  eventLoopUtilizationRatio: number,
  eventLoopDelayNsP50: nullable(number),
  eventLoopDelayNsP99: nullable(number),
  eventLoopDelayNsMax: nullable(number),
  rssBytesAfter: count,
  heapBytesBefore: count,
  heapBytesAfter: count,
});
