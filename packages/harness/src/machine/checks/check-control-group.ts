import { join } from "node:path";

import { parseCpuStat, parseGroupFolders } from "../../evidence/throttling.ts";
import type { Finding } from "../finding.ts";
import type { KernelFiles } from "../kernel-files.ts";

/** Limits of the control group that this process is in, which is what a container is. */
export function checkControlGroup({ read }: KernelFiles): readonly Finding[] {
  const folders = parseGroupFolders(read("/proc/self/cgroup"), read("/proc/self/mountinfo"));
  const first = (name: string): string | null => {
    for (const folder of folders) {
      const text = read(join(folder, name));
      if (text !== null) return text;
    }
    return null;
  };
  return [checkQuota(first), checkThrottling(first)].filter((finding) => finding !== null);
}

type ReadFirst = (name: string) => string | null;

function checkQuota(first: ReadFirst): Finding | null {
  const [quota, period] = first("cpu.max")?.split(" ") ?? [
    first("cpu.cfs_quota_us"),
    first("cpu.cfs_period_us"),
  ];
  if (quota === undefined || quota === null || period === undefined || period === null) return null;
  if (quota === "max" || Number(quota) < 0) return null;
  const coreCount = Number(quota) / Number(period);
  return {
    code: "cpu-quota",
    severity: coreCount < 2 ? "problem" : "advice",
    seen: `the control group may use ${coreCount.toFixed(2)} cores, in periods of ${Number(period) / 1000} ms`,
    advice:
      "measure without a quota, or with one above 2 cores: when it is used up, the process stands still until the period ends",
  };
}

function checkThrottling(first: ReadFirst): Finding | null {
  const throttling = parseCpuStat(first("cpu.stat"));
  if (throttling === null) return null;
  const seen = `throttled ${throttling.count} times since the control group was made`;
  return throttling.count === 0
    ? { code: "throttling", severity: "fine", seen, advice: "" }
    : {
        code: "throttling",
        severity: "problem",
        seen,
        advice: "raise or remove the CPU quota of the container",
      };
}
