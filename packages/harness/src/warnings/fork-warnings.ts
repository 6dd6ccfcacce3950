import type { BenchmarkSettings, ForkResult, Warning } from "@paceline/core";

/** What a fork told beside its result, for warnings only. */
export interface ForkFacts {
  readonly gcRoundCount: number;
  /** Worker threads whose memory could not be read, at most at one time. */
  readonly silentWorkerCount?: number;
  /** Null when all of the output was kept. */
  readonly keptOutputBytes: number | null;
}

/** Shares of the measured window above which a number may be the machine's and not the code's. */
export const RUN_QUEUE_WAIT_RATIO_MAX = 0.05;
export const STEAL_RATIO_MAX = 0.02;
export const PRESSURE_CPU_RATIO_MAX = 0.2;
/** Garbage collection is part of the code's cost; this says when it is a large part. */
export const GC_RATIO_MAX = 0.1;
/** Fewer rounds than this have no quantiles to speak of. */
export const ROUND_COUNT_FEW = 10;

/** What may be wrong with the numbers of one fork. */
export function forkWarnings(
  fork: ForkResult,
  facts: ForkFacts,
  settings: BenchmarkSettings,
): readonly Warning[] {
  // Bytes do not depend on how busy the machine is, so only what was timed is doubted for that.
  const isTimed = fork.roundNs.length > 0;
  const { silentWorkerCount = 0 } = facts;
  return [
    ...(isTimed ? machineWarnings(fork) : []),
    ...(isTimed ? roundWarnings(fork, facts, settings) : []),
    ...(silentWorkerCount === 0
      ? []
      : [{ code: "workers-silent" as const, forkIndex: fork.index, silentWorkerCount }]),
    ...(facts.keptOutputBytes === null
      ? []
      : [
          {
            code: "fork-output-cut" as const,
            forkIndex: fork.index,
            keptBytes: facts.keptOutputBytes,
          },
        ]),
  ];
}

function machineWarnings({ index: forkIndex, evidence }: ForkResult): readonly Warning[] {
  const warnings: Warning[] = [];
  const { wallNs, runQueueWaitNs, stealRatio, throttledCount, pressureCpuRatio } = evidence;
  const runQueueWaitRatio = (runQueueWaitNs ?? 0) / wallNs;
  if (runQueueWaitRatio > RUN_QUEUE_WAIT_RATIO_MAX) {
    warnings.push({ code: "machine-busy", forkIndex, runQueueWaitRatio });
  }
  if (stealRatio !== null && stealRatio > STEAL_RATIO_MAX) {
    warnings.push({ code: "cpu-stolen", forkIndex, stealRatio });
  }
  if (throttledCount !== null && throttledCount > 0) {
    warnings.push({ code: "cpu-throttled", forkIndex, throttledCount });
  }
  if (pressureCpuRatio !== null && pressureCpuRatio > PRESSURE_CPU_RATIO_MAX) {
    warnings.push({ code: "cpu-pressure", forkIndex, pressureCpuRatio });
  }
  return warnings;
}

function roundWarnings(
  fork: ForkResult,
  { gcRoundCount }: ForkFacts,
  { isGcDisabled, calibrationPrecision }: BenchmarkSettings,
): readonly Warning[] {
  const { index: forkIndex, warmup, roundNs, evidence, timerPrecisionNs } = fork;
  const warnings: Warning[] = [];
  const roundCount = roundNs.length;
  if (!warmup.isSteady) {
    warnings.push({ code: "never-steady", forkIndex, roundCount: warmup.roundCount });
  }
  if (roundCount < ROUND_COUNT_FEW) warnings.push({ code: "few-rounds", forkIndex, roundCount });
  const gcNs = evidence.gc.reduce((sum, { pauseNsTotal }) => sum + pauseNsTotal, 0);
  const gcRatio = gcNs / evidence.wallNs;
  // With collection between rounds its share is large on purpose, and outside of the clock.
  if (gcRatio > GC_RATIO_MAX && !isGcDisabled) {
    warnings.push({ code: "gc-share", forkIndex, gcRatio });
  }
  if (isGcDisabled && gcRoundCount > 0) {
    warnings.push({ code: "gc-in-rounds", forkIndex, gcRoundCount, roundCount });
  }
  const shortestNs = Math.min(...roundNs);
  if (shortestNs < calibrationPrecision * timerPrecisionNs) {
    warnings.push({ code: "timer-coarse", timerPrecisionNs, roundNs: shortestNs });
  }
  return warnings;
}
