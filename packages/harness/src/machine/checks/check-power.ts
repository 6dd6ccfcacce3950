import type { Finding } from "../finding.ts";
import type { KernelFiles } from "../kernel-files.ts";

const POWER_FOLDER = "/sys/class/power_supply";

/** Whether a laptop runs on its battery, where clocks are kept low. Nothing on machines without one. */
export function checkPower({ list, read }: KernelFiles): readonly Finding[] {
  const isDischarging = list(POWER_FOLDER).some(
    (name) =>
      read(`${POWER_FOLDER}/${name}/type`) === "Battery" &&
      read(`${POWER_FOLDER}/${name}/status`) === "Discharging",
  );
  if (!isDischarging) return [];
  return [
    {
      code: "battery",
      severity: "problem",
      seen: "the machine runs on its battery",
      advice: "plug it in: on battery the clock of the cores changes with the charge",
    },
  ];
}
