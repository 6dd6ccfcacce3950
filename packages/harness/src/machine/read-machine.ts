import { arch, cpus, hostname, loadavg, platform, release, totalmem } from "node:os";

import type { MachineRecord, RuntimeRecord } from "@paceline/core";

/** What numbers of this machine may be compared with: the record kept in every result. */
export function readMachine(): MachineRecord {
  const cores = cpus();
  return {
    platform: platform(),
    architecture: arch(),
    release: release(),
    cpuModel: cores[0]?.model.trim() ?? "unknown",
    cpuCount: cores.length,
    memoryBytes: totalmem(),
    hostname: hostname(),
    loadAverages: loadavg(),
  };
}

export function readRuntime(): RuntimeRecord {
  return { name: "node", version: process.versions.node, v8Version: process.versions.v8 };
}
