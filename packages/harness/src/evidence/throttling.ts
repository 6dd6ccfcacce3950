import { join } from "node:path";

import { readProcFile } from "./proc-file.ts";

/** How often and how long the control group of this process had used up its share of CPU time. */
export interface Throttling {
  readonly count: number;
  readonly durationNs: number;
}

const NS_PER_US = 1000;

/**
 * Throttling since the control group was made; children are in the same group.
 *
 * @returns null outside of control groups, or where the group has no CPU controller.
 *
 * @see Linux, `Documentation/admin-guide/cgroup-v2.rst` (`throttled_usec`) and
 *   `Documentation/scheduler/sched-bwc.rst` (version 1, `throttled_time` in nanoseconds).
 */
export function readThrottling(): Throttling | null {
  for (const folder of cpuGroupFolders()) {
    const throttling = parseCpuStat(readProcFile(join(folder, "cpu.stat")));
    if (throttling !== null) return throttling;
  }
  return null;
}

export function parseCpuStat(text: string | null): Throttling | null {
  if (text === null) return null;
  const fields = new Map<string, number>();
  for (const line of text.split("\n")) {
    const [name, value] = line.split(" ");
    if (name !== undefined && value !== undefined) fields.set(name, Number(value));
  }
  const count = fields.get("nr_throttled");
  const inUs = fields.get("throttled_usec");
  const durationNs = inUs === undefined ? fields.get("throttled_time") : inUs * NS_PER_US;
  return count === undefined || durationNs === undefined ? null : { count, durationNs };
}

/** Folders that may hold the CPU controller of this process, the most likely first. */
export function cpuGroupFolders(): readonly string[] {
  return parseGroupFolders(readProcFile("/proc/self/cgroup"), readProcFile("/proc/self/mountinfo"));
}

export function parseGroupFolders(groups: string | null, mounts: string | null): readonly string[] {
  if (groups === null || mounts === null) return [];
  const folders: string[] = [];
  for (const line of groups.split("\n")) {
    // `0::/path` is version 2; `4:cpu,cpuacct:/path` is version 1.
    const [id, controllers = "", path = ""] = line.split(":");
    const isVersion2 = id === "0" && controllers === "";
    if (!isVersion2 && !controllers.split(",").includes("cpu")) continue;
    for (const mount of mounts.split("\n")) {
      const [left = "", right = ""] = mount.split(" - ");
      const [type, , options = ""] = right.split(" ");
      const matches = isVersion2
        ? type === "cgroup2"
        : type === "cgroup" && options.split(",").includes("cpu");
      const mountPoint = left.split(" ")[4];
      // In a container the group's path may be the host's; its own folder is then the mount itself.
      if (matches && mountPoint !== undefined) folders.push(join(mountPoint, path), mountPoint);
    }
  }
  return folders;
}
