import { readProcFile } from "./proc-file.ts";

export type PressureResource = "cpu" | "memory" | "io";

/**
 * Time in which at least one task of the machine waited for the resource, since boot.
 *
 * @returns nanoseconds; null without pressure stall information.
 *
 * @see Linux, `Documentation/accounting/psi.rst`: `total` of the line "some", in microseconds.
 */
export function readPressureNs(resource: PressureResource): number | null {
  return parsePressure(readProcFile(`/proc/pressure/${resource}`));
}

const NS_PER_US = 1000;

export function parsePressure(text: string | null): number | null {
  const total = /^some .*total=(\d+)/m.exec(text ?? "")?.[1];
  return total === undefined ? null : Number(total) * NS_PER_US;
}
