import type { BenchmarkResult, RunResult } from "@paceline/core";

import type { InvalidReason } from "./verdict.ts";

/** What a caller accepts although it makes a comparison weaker. Nothing by default. */
export interface Allowances {
  readonly otherMachine?: boolean;
  readonly otherRuntime?: boolean;
  /** Benchmarks that only the head has: they are left out instead of judged invalid. */
  readonly newBenchmarks?: boolean;
  /** Benchmarks that only the base has. */
  readonly missingBenchmarks?: boolean;
}

/**
 * What two results must share for their numbers to be comparable: the kind of machine, not the one
 * machine. Clock speeds are taken out of the model's name, since some systems write the speed at boot
 * into it; memory and hostname stay out because hosts of one pool differ in both.
 */
export function machineKey({ machine }: Pick<RunResult, "machine">): string {
  const model = machine.cpuModel
    .replaceAll(/@?\s*\d+(\.\d+)?\s*[GM]Hz/gi, "")
    .replaceAll(/\s+/g, " ")
    .trim();
  return `${machine.platform} ${machine.architecture} ${model} ×${machine.cpuCount}`;
}

/** The runtime with its whole version: a patch may bring another JIT. */
export const runtimeKey = ({ runtime }: Pick<RunResult, "runtime">): string =>
  `${runtime.name} ${runtime.version}`;

/** Why no benchmark of the two runs can be compared, or null. */
export function runMismatch(
  base: RunResult,
  head: RunResult,
  allow: Allowances,
): InvalidReason | null {
  const machines = { base: machineKey(base), head: machineKey(head) };
  if (allow.otherMachine !== true && machines.base !== machines.head) {
    return { code: "other-machine", ...machines };
  }
  const runtimes = { base: runtimeKey(base), head: runtimeKey(head) };
  if (allow.otherRuntime !== true && runtimes.base !== runtimes.head) {
    return { code: "other-runtime", ...runtimes };
  }
  return null;
}

/** Settings that change what a number means, unlike the number of forks or rounds. */
export function settingsMismatch(
  base: BenchmarkResult,
  head: BenchmarkResult,
): InvalidReason | null {
  for (const setting of ["timer", "isGcDisabled"] as const) {
    const values = [String(base.settings[setting]), String(head.settings[setting])] as const;
    if (values[0] !== values[1]) {
      return { code: "other-settings", setting, base: values[0], head: values[1] };
    }
  }
  return null;
}
