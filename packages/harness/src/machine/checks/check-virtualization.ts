import { parseCpuTicks } from "../../evidence/steal.ts";
import type { Finding } from "../finding.ts";
import type { KernelFiles } from "../kernel-files.ts";

/** Share of all time since boot that the host gave to others. */
const STEAL_RATIO_PROBLEM = 0.01;

/** Whether the machine is a guest, and how much of its time the host has taken. */
export function checkVirtualization({ read }: KernelFiles): readonly Finding[] {
  const findings: Finding[] = [];
  const flags = /^flags\s*:(.*)$/m.exec(read("/proc/cpuinfo") ?? "")?.[1] ?? "";
  if (flags.split(" ").includes("hypervisor")) {
    const product = read("/sys/class/dmi/id/product_name");
    findings.push({
      code: "virtual-machine",
      severity: "advice",
      seen: `this is a virtual machine${product === null ? "" : ` (${product})`}: its host may be shared`,
      advice: "compare only what ran side by side in one run, never with a number of another day",
    });
  }
  const ticks = parseCpuTicks(read("/proc/stat"));
  if (ticks !== null && ticks.all > 0) {
    const ratio = ticks.stolen / ticks.all;
    const seen = `${(100 * ratio).toFixed(2)} % of the time since boot was stolen by the host`;
    findings.push(
      ratio > STEAL_RATIO_PROBLEM
        ? {
            code: "steal",
            severity: "problem",
            seen,
            advice: "use a machine with cores of its own, or more forks spread over more time",
          }
        : { code: "steal", severity: "fine", seen, advice: "" },
    );
  }
  return findings;
}
