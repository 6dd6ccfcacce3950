import { readProcFile } from "./proc-file.ts";

/**
 * Time that the main thread of a process was ready to run and waited for a core, since its start.
 *
 * @returns nanoseconds; null where `/proc` does not tell.
 *
 * @see Linux, `Documentation/scheduler/sched-stats.rst`: second field of `/proc/<pid>/schedstat`.
 */
export function readRunQueueWaitNs(processId: number): number | null {
  return parseSchedstat(readProcFile(`/proc/${processId}/schedstat`));
}

export function parseSchedstat(text: string | null): number | null {
  const waitNs = Number(text?.trim().split(/\s+/)[1]);
  return Number.isFinite(waitNs) ? waitNs : null;
}
