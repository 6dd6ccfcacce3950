/**
 * What the machine and the runtime did while a fork's timed rounds ran. Differences over the measured
 * window, not totals of the process. A field is null where the platform does not tell.
 */
export interface Evidence {
  readonly wallNs: number;
  readonly cpuUserNs: number;
  readonly cpuSystemNs: number;
  /** Time runnable but waiting for a core (`/proc/self/schedstat`). */
  readonly runQueueWaitNs: number | null;
  readonly contextSwitchesVoluntary: number;
  readonly contextSwitchesInvoluntary: number;
  readonly pageFaultsMinor: number;
  readonly pageFaultsMajor: number;
  /** Machine-wide stolen time as a share of all time in the window (`/proc/stat`). */
  readonly stealRatio: number | null;
  /** Share of the window in which some task waited (`/proc/pressure`, total). */
  readonly pressureCpuRatio: number | null;
  readonly pressureMemoryRatio: number | null;
  readonly pressureIoRatio: number | null;
  /** Periods in which the control group was throttled, and for how long. */
  readonly throttledCount: number | null;
  readonly throttledNs: number | null;
  readonly gc: readonly GcEvidence[];
  readonly eventLoopUtilizationRatio: number;
  /** Delay of the event loop; null for synchronous benchmarks, which leave no loop to observe. */
  readonly eventLoopDelayNsP50: number | null;
  readonly eventLoopDelayNsP99: number | null;
  readonly eventLoopDelayNsMax: number | null;
  readonly rssBytesAfter: number;
  readonly heapBytesBefore: number;
  readonly heapBytesAfter: number;
}

export type GcKind = "minor" | "major" | "incremental" | "weak-callback";

export interface GcEvidence {
  readonly kind: GcKind;
  readonly count: number;
  readonly pauseNsTotal: number;
  readonly pauseNsMax: number;
}
