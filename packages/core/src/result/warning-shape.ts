import { count, number, text, variants } from "../shape/shape.ts";
import type { Warning } from "./warning.ts";

export const warningShape = variants<"code", Warning>("Warning", "code", {
  "never-steady": { forkIndex: count, roundCount: count },
  "scaling-refused": { forkIndex: count, timeRatio: number },
  "optimized-away": { timeNsPerIteration: number, noopNsPerIteration: number },
  "machine-busy": { forkIndex: count, runQueueWaitRatio: number },
  "cpu-stolen": { forkIndex: count, stealRatio: number },
  "cpu-throttled": { forkIndex: count, throttledCount: count },
  "cpu-pressure": { forkIndex: count, pressureCpuRatio: number },
  "gc-share": { forkIndex: count, gcRatio: number },
  "gc-in-rounds": { forkIndex: count, gcRoundCount: count, roundCount: count },
  "forks-disagree": { medianRatio: number },
  "few-forks": { forkCount: count },
  "few-rounds": { forkIndex: count, roundCount: count },
  "timer-coarse": { timerPrecisionNs: number, roundNs: number },
  outliers: { outlierCount: count, sampleCount: count },
  "async-overhead": { overheadNs: number, timeNs: number },
  "fork-output-cut": { forkIndex: count, keptBytes: count },
  "workers-silent": { forkIndex: count, silentWorkerCount: count },
  "foreign-forks": { format: text(), sampleCount: count },
  "samples-missing": { keptCount: count, measuredCount: count },
});
