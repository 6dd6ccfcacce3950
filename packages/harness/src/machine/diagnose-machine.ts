import { availableParallelism, loadavg } from "node:os";
import { setTimeout as wait } from "node:timers/promises";

import { characterizeTimer, createTimer } from "../measure/timer.ts";
import { findTaskset } from "../pair/find-taskset.ts";
import { checkControlGroup } from "./checks/check-control-group.ts";
import { checkCpuFrequency } from "./checks/check-cpu-frequency.ts";
import { checkLoad } from "./checks/check-load.ts";
import { checkMemory } from "./checks/check-memory.ts";
import { checkNode } from "./checks/check-node.ts";
import { checkPinning } from "./checks/check-pinning.ts";
import { checkPower } from "./checks/check-power.ts";
import { checkPressure } from "./checks/check-pressure.ts";
import { checkProcesses, readProcessTicks } from "./checks/check-processes.ts";
import { checkRepository } from "./checks/check-repository.ts";
import { checkTimer } from "./checks/check-timer.ts";
import { checkVirtualization } from "./checks/check-virtualization.ts";
import type { Finding } from "./finding.ts";
import { kernelFiles } from "./kernel-files.ts";
import { readCommit } from "./read-commit.ts";

/** Time over which other processes are watched. */
const WATCH_MS = 300;

const SEVERITY_ORDER = { problem: 0, advice: 1, fine: 2 } as const;

/**
 * Says what on this machine makes numbers untrustworthy, and what to do about it; the worst first.
 *
 * A file that is absent, as most are outside of Linux, is no finding and no failure.
 *
 * @param root - the project: its commit is a part of every result.
 */
export async function diagnoseMachine(root: string): Promise<readonly Finding[]> {
  const ticksBefore = readProcessTicks(kernelFiles);
  const watchedFromNs = process.hrtime.bigint();
  const [commit, taskset] = await Promise.all([readCommit(root), findTaskset(), wait(WATCH_MS)]);
  const ticksAfter = readProcessTicks(kernelFiles);
  const watchedNs = Number(process.hrtime.bigint() - watchedFromNs);
  const timer = characterizeTimer(createTimer("monotonic"));
  const clockSource = kernelFiles.read(
    "/sys/devices/system/clocksource/clocksource0/current_clocksource",
  );
  const findings = [
    checkLoad(loadavg()[0] ?? 0, availableParallelism()),
    ...checkProcesses(ticksBefore, ticksAfter, watchedNs),
    ...checkPressure(kernelFiles),
    ...checkVirtualization(kernelFiles),
    ...checkControlGroup(kernelFiles),
    ...checkCpuFrequency(kernelFiles),
    ...checkPower(kernelFiles),
    ...checkMemory(kernelFiles),
    ...checkNode({
      version: process.version,
      execArgv: process.execArgv,
      nodeOptions: process.env["NODE_OPTIONS"],
    }),
    checkTimer(timer, clockSource),
    checkPinning(taskset, process.platform),
    checkRepository(commit),
  ];
  return findings.toSorted((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity]);
}
