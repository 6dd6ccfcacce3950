import type { Evidence } from "@paceline/core";

import type { OwnEvidence } from "../fork/protocol.ts";
import { readPressureNs } from "./pressure.ts";
import { readRunQueueWaitNs } from "./run-queue.ts";
import { readCpuTicks, stealRatioBetween } from "./steal.ts";
import type { CpuTicks } from "./steal.ts";
import { readThrottling } from "./throttling.ts";
import type { Throttling } from "./throttling.ts";

/** What the kernel says about the machine and one process at one moment. */
export interface MachineReading {
  readonly runQueueWaitNs: number | null;
  readonly ticks: CpuTicks | null;
  readonly pressureCpuNs: number | null;
  readonly pressureMemoryNs: number | null;
  readonly pressureIoNs: number | null;
  readonly throttling: Throttling | null;
}

/**
 * Reads it all. The parent does this, just before it tells a fork to measure and just after the answer: the
 * fork itself opens no file and loads no code for it.
 */
export function readMachineEvidence(processId: number | undefined): MachineReading {
  return {
    runQueueWaitNs: processId === undefined ? null : readRunQueueWaitNs(processId),
    ticks: readCpuTicks(),
    pressureCpuNs: readPressureNs("cpu"),
    pressureMemoryNs: readPressureNs("memory"),
    pressureIoNs: readPressureNs("io"),
    throttling: readThrottling(),
  };
}

/** What the fork said of itself and what the machine did between two readings, as one record. */
export function joinEvidence(
  own: OwnEvidence,
  before: MachineReading,
  after: MachineReading,
): Evidence {
  const pressureRatio = (name: "pressureCpuNs" | "pressureMemoryNs" | "pressureIoNs") => {
    const waitedNs = difference(before[name], after[name]);
    return waitedNs === null ? null : Math.min(waitedNs / own.wallNs, 1);
  };
  return {
    ...own,
    runQueueWaitNs: difference(before.runQueueWaitNs, after.runQueueWaitNs),
    stealRatio: stealRatioBetween(before.ticks, after.ticks),
    pressureCpuRatio: pressureRatio("pressureCpuNs"),
    pressureMemoryRatio: pressureRatio("pressureMemoryNs"),
    pressureIoRatio: pressureRatio("pressureIoNs"),
    throttledCount: difference(before.throttling?.count, after.throttling?.count),
    throttledNs: difference(before.throttling?.durationNs, after.throttling?.durationNs),
  };
}

const difference = (
  before: number | null | undefined,
  after: number | null | undefined,
): number | null =>
  before === null || before === undefined || after === null || after === undefined
    ? null
    : after - before;
