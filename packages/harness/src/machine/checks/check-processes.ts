import type { Finding } from "../finding.ts";
import type { KernelFiles } from "../kernel-files.ts";

/** Ticks of CPU time by process, at one moment. */
export type ProcessTicks = ReadonlyMap<number, { readonly name: string; readonly ticks: number }>;

/** Linux counts in hundredths of a second wherever Node runs. */
const TICKS_PER_SECOND = 100;
const BUSY_CORE_RATIO = 0.1;
const SHOWN_COUNT = 3;

/** @see Linux, proc_pid_stat(5): fields 14 and 15 after the name, which may hold spaces and brackets. */
export function readProcessTicks({ list, read }: KernelFiles): ProcessTicks {
  const processes = new Map<number, { name: string; ticks: number }>();
  for (const entry of list("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = read(`/proc/${entry}/stat`);
    const nameEnd = stat?.lastIndexOf(")") ?? -1;
    if (stat === null || nameEnd < 0) continue;
    const fields = stat.slice(nameEnd + 2).split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    processes.set(Number(entry), { name: stat.slice(stat.indexOf("(") + 1, nameEnd), ticks });
  }
  return processes;
}

/** Other processes that used CPU between two readings; nothing where there is no `/proc`. */
export function checkProcesses(
  before: ProcessTicks,
  after: ProcessTicks,
  elapsedNs: number,
): readonly Finding[] {
  if (after.size === 0) return [];
  const elapsedTicks = (elapsedNs / 1e9) * TICKS_PER_SECOND;
  const busy = [...after]
    .map(([id, { name, ticks }]) => ({
      id,
      name,
      coreRatio: (ticks - (before.get(id)?.ticks ?? ticks)) / elapsedTicks,
    }))
    .filter(({ id, coreRatio }) => id !== process.pid && coreRatio >= BUSY_CORE_RATIO)
    .toSorted((a, b) => b.coreRatio - a.coreRatio);
  if (busy.length === 0) {
    const seen = "no other process is busy";
    return [{ code: "busy-processes", severity: "fine", seen, advice: "" }];
  }
  const shown = busy
    .slice(0, SHOWN_COUNT)
    .map(({ id, name, coreRatio }) => `${name} (${id}) ${(100 * coreRatio).toFixed(0)} %`);
  const rest = busy.length > SHOWN_COUNT ? ` and ${busy.length - SHOWN_COUNT} more` : "";
  return [
    {
      code: "busy-processes",
      severity: "problem",
      seen: `other processes use CPU, in percent of a core: ${shown.join(", ")}${rest}`,
      advice: "stop them, or wait until they are done",
    },
  ];
}
