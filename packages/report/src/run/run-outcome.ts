import type { BenchmarkResult, RunResult } from "@paceline/core";

/** A run in counts: what an exit code and a closing sentence are made of. */
export interface RunOutcome {
  readonly benchmarkCount: number;
  /** Without any error. */
  readonly completedCount: number;
  /** At least one fork failed; the other forks may have measured. */
  readonly failedCount: number;
  /** Stopped before all their forks were done, without an error. */
  readonly unfinishedCount: number;
  readonly fileErrorCount: number;
  readonly forkCount: number;
}

export function outcomeOf({ benchmarks, fileErrors }: RunResult): RunOutcome {
  const failedCount = benchmarks.filter(hasFailed).length;
  const completedCount = benchmarks.filter(
    (benchmark) => benchmark.status === "completed" && !hasFailed(benchmark),
  ).length;
  return {
    benchmarkCount: benchmarks.length,
    completedCount,
    failedCount,
    unfinishedCount: benchmarks.length - completedCount - failedCount,
    fileErrorCount: fileErrors.length,
    forkCount: benchmarks.reduce((total, { forks }) => total + forks.length, 0),
  };
}

/** Whether anything in the run went wrong, as opposed to being stopped by a person. */
export const hasFailures = (result: RunResult): boolean =>
  result.fileErrors.length > 0 || result.benchmarks.some(hasFailed);

const hasFailed = ({ status, errors }: BenchmarkResult): boolean =>
  status === "failed" || errors.length > 0;
