import type { Finding } from "../finding.ts";
import type { KernelFiles } from "../kernel-files.ts";

/** Share of the last minute in which some task waited, in percent as the kernel writes it. */
const PRESSURE_PERCENT_ADVICE = { cpu: 10, memory: 1, io: 5 } as const;

/** What the machine lacked in the last minute, by the kernel's pressure stall information. */
export function checkPressure({ read }: KernelFiles): readonly Finding[] {
  return (["cpu", "memory", "io"] as const).flatMap((resource): readonly Finding[] => {
    const average = /^some .*avg60=([\d.]+)/m.exec(read(`/proc/pressure/${resource}`) ?? "")?.[1];
    if (average === undefined) return [];
    const seen = `tasks waited for ${resource} in ${average} % of the last minute`;
    const code = `pressure-${resource}`;
    if (Number(average) <= PRESSURE_PERCENT_ADVICE[resource]) {
      return [{ code, severity: "fine", seen, advice: "" }];
    }
    const advice = `find what else uses ${resource} and stop it, or measure at another time`;
    return [{ code, severity: "problem", seen, advice }];
  });
}
