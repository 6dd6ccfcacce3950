import type { Finding } from "../finding.ts";
import type { KernelFiles } from "../kernel-files.ts";

const CPU_FOLDER = "/sys/devices/system/cpu";

/** Whether cores keep one clock: governor, turbo, and two threads on a core. Nothing where the kernel is silent. */
export function checkCpuFrequency({ read }: KernelFiles): readonly Finding[] {
  return [
    checkGovernor(read(`${CPU_FOLDER}/cpu0/cpufreq/scaling_governor`)),
    checkTurbo(read(`${CPU_FOLDER}/intel_pstate/no_turbo`), read(`${CPU_FOLDER}/cpufreq/boost`)),
    checkSmt(read(`${CPU_FOLDER}/smt/active`)),
  ].filter((finding) => finding !== null);
}

function checkGovernor(governor: string | null): Finding | null {
  if (governor === null) return null;
  const seen = `frequency governor "${governor}"`;
  if (governor === "performance") return { code: "governor", severity: "fine", seen, advice: "" };
  return {
    code: "governor",
    severity: "advice",
    seen,
    advice:
      "set it to performance while you measure: cpupower frequency-set --governor performance, as root",
  };
}

function checkTurbo(noTurbo: string | null, boost: string | null): Finding | null {
  if (noTurbo === null && boost === null) return null;
  const isOn = noTurbo === null ? boost === "1" : noTurbo === "0";
  if (!isOn) {
    return { code: "turbo", severity: "fine", seen: "turbo is off", advice: "" };
  }
  const file =
    noTurbo === null
      ? `echo 0 into ${CPU_FOLDER}/cpufreq/boost`
      : `echo 1 into ${CPU_FOLDER}/intel_pstate/no_turbo`;
  return {
    code: "turbo",
    severity: "advice",
    seen: "turbo is on: the clock rises until a core is hot, then falls",
    advice: `switch it off while you measure (${file}, as root)`,
  };
}

function checkSmt(active: string | null): Finding | null {
  if (active === null) return null;
  if (active !== "1") {
    return { code: "smt", severity: "fine", seen: "one thread per core", advice: "" };
  }
  return {
    code: "smt",
    severity: "advice",
    seen: "two threads share a core: a busy neighbour halves what a fork gets",
    advice: `keep the other cores idle, or echo off into ${CPU_FOLDER}/smt/control, as root`,
  };
}
