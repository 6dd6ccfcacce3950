import { describe, expect, test } from "vitest";

import type { Finding } from "../finding.ts";
import type { KernelFiles } from "../kernel-files.ts";
import { checkControlGroup } from "./check-control-group.ts";
import { checkCpuFrequency } from "./check-cpu-frequency.ts";
import { checkLoad } from "./check-load.ts";
import { checkMemory } from "./check-memory.ts";
import { checkNode } from "./check-node.ts";
import { checkPinning } from "./check-pinning.ts";
import { checkPower } from "./check-power.ts";
import { checkPressure } from "./check-pressure.ts";
import { checkProcesses, readProcessTicks } from "./check-processes.ts";
import { checkTimer } from "./check-timer.ts";
import { checkVirtualization } from "./check-virtualization.ts";

/** A machine that has these files and no others. */
const machineOf = (files: Readonly<Record<string, string>>): KernelFiles => ({
  read: (path) => files[path] ?? null,
  list: (folder) => [
    ...new Set(
      Object.keys(files)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split("/")[0]!),
    ),
  ],
});

const severities = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ code, severity }) => `${code} ${severity}`);

const CPU = "/sys/devices/system/cpu";

const withBattery = (status: string): KernelFiles =>
  machineOf({
    "/sys/class/power_supply/BAT0/type": "Battery",
    "/sys/class/power_supply/BAT0/status": status,
  });

const statOf = (id: number, name: string, ticks: number): string =>
  `${id} (${name}) S 1 1 1 0 -1 0 0 0 0 0 ${ticks} 0 0 0`;

const withProcesses = (ownTicks: number, otherTicks: number): KernelFiles =>
  machineOf({
    "/proc/7/stat": statOf(7, "web (server)", otherTicks),
    "/proc/8/stat": statOf(8, "compiler", 2 * otherTicks),
    [`/proc/${process.pid}/stat`]: statOf(process.pid, "node", ownTicks),
  });

describe("checks of a machine", () => {
  test("a machine without any of the files has no findings and no failure", () => {
    const bare = machineOf({});
    for (const check of [
      checkControlGroup,
      checkCpuFrequency,
      checkMemory,
      checkPower,
      checkPressure,
      checkVirtualization,
    ]) {
      expect(check(bare)).toEqual([]);
    }
    expect(checkProcesses(readProcessTicks(bare), readProcessTicks(bare), 1e9)).toEqual([]);
  });

  test("clocks that move are told", () => {
    const laptop = machineOf({
      [`${CPU}/cpu0/cpufreq/scaling_governor`]: "powersave",
      [`${CPU}/intel_pstate/no_turbo`]: "0",
      [`${CPU}/smt/active`]: "1",
    });
    const tuned = machineOf({
      [`${CPU}/cpu0/cpufreq/scaling_governor`]: "performance",
      [`${CPU}/cpufreq/boost`]: "0",
      [`${CPU}/smt/active`]: "0",
    });
    expect(severities(checkCpuFrequency(laptop))).toEqual([
      "governor advice",
      "turbo advice",
      "smt advice",
    ]);
    expect(severities(checkCpuFrequency(tuned))).toEqual([
      "governor fine",
      "turbo fine",
      "smt fine",
    ]);
  });

  test("a battery counts only while it is used", () => {
    expect(severities(checkPower(withBattery("Discharging")))).toEqual(["battery problem"]);
    expect(checkPower(withBattery("Charging"))).toEqual([]);
  });

  test("a guest and its stolen time are told", () => {
    const guest = machineOf({
      "/proc/cpuinfo": "flags\t\t: fpu hypervisor sse",
      "/proc/stat": "cpu  900 0 0 0 0 0 0 100 0 0",
    });
    expect(severities(checkVirtualization(guest))).toEqual([
      "virtual-machine advice",
      "steal problem",
    ]);
    expect(checkVirtualization(guest)[1]?.seen).toContain("10.00 %");
  });

  test("a quota and its throttling are told", () => {
    const container = machineOf({
      "/proc/self/cgroup": "0::/",
      "/proc/self/mountinfo": "34 24 0:29 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw",
      "/sys/fs/cgroup/cpu.max": "150000 100000",
      "/sys/fs/cgroup/cpu.stat": "nr_throttled 4\nthrottled_usec 10",
    });
    expect(severities(checkControlGroup(container))).toEqual([
      "cpu-quota problem",
      "throttling problem",
    ]);
    expect(checkControlGroup(container)[0]?.seen).toContain("1.50 cores");
  });

  test("pressure of the last minute, memory and swap are told", () => {
    const strained = machineOf({
      "/proc/pressure/cpu": "some avg10=1 avg60=30.00 avg300=1 total=1",
      "/proc/pressure/io": "some avg10=1 avg60=0.00 avg300=1 total=1",
      "/proc/meminfo":
        "MemTotal: 1000 kB\nMemAvailable: 50 kB\nSwapTotal: 100 kB\nSwapFree: 40 kB\n",
    });
    expect(severities(checkPressure(strained))).toEqual([
      "pressure-cpu problem",
      "pressure-io fine",
    ]);
    expect(severities(checkMemory(strained))).toEqual(["memory problem", "swap advice"]);
  });

  test("other busy processes are named, the busiest first", () => {
    const [finding] = checkProcesses(
      readProcessTicks(withProcesses(0, 0)),
      readProcessTicks(withProcesses(90, 30)),
      1e9,
    );
    expect(finding).toMatchObject({ code: "busy-processes", severity: "problem" });
    expect(finding?.seen).toContain("compiler (8) 60 %, web (server) (7) 30 %");
  });

  test.for([
    { load: 0.5, severity: "fine" },
    { load: 1.3, severity: "advice" },
    { load: 3.9, severity: "problem" },
  ])("a load of $load on 4 cores is $severity", ({ load, severity }) => {
    expect(checkLoad(load, 4).severity).toBe(severity);
  });

  test("flags that change what runs are told once each", () => {
    const start = {
      version: "v24.21.0",
      execArgv: ["--inspect=9229", "--conditions=x"],
      nodeOptions: "--enable-source-maps --inspect=9229",
    };
    expect(severities(checkNode(start))).toEqual([
      "node-version fine",
      "node-options advice",
      "node-flag problem",
      "node-flag problem",
    ]);
    expect(severities(checkNode({ ...start, execArgv: [], nodeOptions: undefined }))).toEqual([
      "node-version fine",
    ]);
  });

  test("a coarse timer and a missing taskset are advice", () => {
    expect(checkTimer({ precisionNs: 50, overheadNs: 60 }, "tsc").severity).toBe("fine");
    expect(checkTimer({ precisionNs: 15e6, overheadNs: 60 }, null).severity).toBe("advice");
    expect(checkPinning("/usr/bin/taskset", "linux").severity).toBe("fine");
    expect(checkPinning(null, "linux").advice).toContain("util-linux");
  });
});
