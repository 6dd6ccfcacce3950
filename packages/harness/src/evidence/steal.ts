import { readProcFile } from "./proc-file.ts";

/** Ticks of all cores since boot. */
export interface CpuTicks {
  readonly all: number;
  /** Ticks in which a virtual core was ready and the host ran something else. */
  readonly stolen: number;
}

/** @see Linux, proc_stat(5): user nice system idle iowait irq softirq steal guest guest_nice. */
export function readCpuTicks(): CpuTicks | null {
  return parseCpuTicks(readProcFile("/proc/stat"));
}

const STEAL_INDEX = 7;
/** Guest time is already counted in user time. */
const COUNTED_FIELDS = 8;

export function parseCpuTicks(text: string | null): CpuTicks | null {
  const line = text?.split("\n").find((each) => each.startsWith("cpu "));
  if (line === undefined) return null;
  const ticks = line
    .trim()
    .split(/\s+/)
    .slice(1, 1 + COUNTED_FIELDS)
    .map(Number);
  const stolen = ticks[STEAL_INDEX];
  if (stolen === undefined || ticks.some((each) => !Number.isFinite(each))) return null;
  return { all: ticks.reduce((sum, each) => sum + each, 0), stolen };
}

/** Share of stolen ticks between two readings; 0 when less than a tick has passed. */
export function stealRatioBetween(before: CpuTicks | null, after: CpuTicks | null): number | null {
  if (before === null || after === null) return null;
  const all = after.all - before.all;
  return all > 0 ? (after.stolen - before.stolen) / all : 0;
}
