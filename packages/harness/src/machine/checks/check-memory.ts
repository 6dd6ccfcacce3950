import type { Finding } from "../finding.ts";
import type { KernelFiles } from "../kernel-files.ts";

const AVAILABLE_RATIO_PROBLEM = 0.1;
const BYTES_PER_KIB = 1024;
const BYTES_PER_GIB = 2 ** 30;

/** Free memory and swap in use. */
export function checkMemory({ read }: KernelFiles): readonly Finding[] {
  const text = read("/proc/meminfo");
  const total = bytesOf(text, "MemTotal");
  const available = bytesOf(text, "MemAvailable");
  const findings: Finding[] = [];
  if (total !== null && available !== null) {
    const seen = `${gib(available)} of ${gib(total)} GiB of memory are available`;
    findings.push(
      available < AVAILABLE_RATIO_PROBLEM * total
        ? {
            code: "memory",
            severity: "problem",
            seen,
            advice:
              "close what holds memory: a machine that reclaims pages stalls what it measures",
          }
        : { code: "memory", severity: "fine", seen, advice: "" },
    );
  }
  const swapTotal = bytesOf(text, "SwapTotal");
  const swapFree = bytesOf(text, "SwapFree");
  if (swapTotal !== null && swapFree !== null && swapTotal > swapFree) {
    findings.push({
      code: "swap",
      severity: "advice",
      seen: `${gib(swapTotal - swapFree)} GiB are swapped out`,
      advice: "free memory, then swapoff -a && swapon -a, as root",
    });
  }
  return findings;
}

function bytesOf(text: string | null, field: string): number | null {
  const kib = new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(text ?? "")?.[1];
  return kib === undefined ? null : Number(kib) * BYTES_PER_KIB;
}

const gib = (bytes: number): string => (bytes / BYTES_PER_GIB).toFixed(1);
