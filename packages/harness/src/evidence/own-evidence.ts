import type { OwnEvidence } from "../fork/protocol.ts";
import { performanceNowMs } from "../measure/untouched-clocks.ts";
import type { EventLoopDelay } from "./event-loop-delay.ts";
import type { Collection } from "./gc-observer.ts";
import { summarizeGc } from "./gc-observer.ts";

const NS_PER_US = 1000;
const NS_PER_MS = 1e6;

/** What this process can tell about itself at the begin of the measured window. */
export interface EvidenceStart {
  readonly nowMs: number;
  readonly usage: NodeJS.ResourceUsage;
  readonly heapBytes: number;
  readonly eventLoop: ReturnType<typeof performance.eventLoopUtilization>;
}

/** Reads everything that is read twice. Outside of the clock: it costs tens of microseconds. */
export function startEvidence(): EvidenceStart {
  return {
    heapBytes: process.memoryUsage().heapUsed,
    eventLoop: performance.eventLoopUtilization(),
    usage: process.resourceUsage(),
    nowMs: performanceNowMs(),
  };
}

/** Reads the same again; the same sources in the opposite order, so that reading counts least. */
export function endEvidence(start: EvidenceStart): Omit<OwnEvidence, DeferredField> {
  const wallNs = (performanceNowMs() - start.nowMs) * NS_PER_MS;
  const usage = process.resourceUsage();
  const eventLoop = performance.eventLoopUtilization(start.eventLoop);
  const { heapUsed, rss } = process.memoryUsage();
  const { usage: before } = start;
  return {
    wallNs,
    cpuUserNs: (usage.userCPUTime - before.userCPUTime) * NS_PER_US,
    cpuSystemNs: (usage.systemCPUTime - before.systemCPUTime) * NS_PER_US,
    contextSwitchesVoluntary: usage.voluntaryContextSwitches - before.voluntaryContextSwitches,
    contextSwitchesInvoluntary:
      usage.involuntaryContextSwitches - before.involuntaryContextSwitches,
    pageFaultsMinor: usage.minorPageFault - before.minorPageFault,
    pageFaultsMajor: usage.majorPageFault - before.majorPageFault,
    eventLoopUtilizationRatio: eventLoop.utilization,
    rssBytesAfter: rss,
    heapBytesBefore: start.heapBytes,
    heapBytesAfter: heapUsed,
  };
}

type DeferredField = "gc" | "eventLoopDelayNsP50" | "eventLoopDelayNsP99" | "eventLoopDelayNsMax";

/** Adds what arrives only when the event loop turns. */
export function completeEvidence(
  ended: Omit<OwnEvidence, DeferredField>,
  collections: readonly Collection[],
  delay: EventLoopDelay | null,
): OwnEvidence {
  return {
    ...ended,
    gc: summarizeGc(collections),
    eventLoopDelayNsP50: delay?.nsP50 ?? null,
    eventLoopDelayNsP99: delay?.nsP99 ?? null,
    eventLoopDelayNsMax: delay?.nsMax ?? null,
  };
}
