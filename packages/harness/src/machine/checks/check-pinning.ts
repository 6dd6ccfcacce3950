import type { Finding } from "../finding.ts";

/** Whether two sides of a comparison can be pinned to one core. */
export function checkPinning(taskset: string | null, platform: string): Finding {
  if (taskset !== null) {
    const seen = `pairs are pinned to one core with ${taskset}`;
    return { code: "pinning", severity: "fine", seen, advice: "" };
  }
  return {
    code: "pinning",
    severity: "advice",
    seen: `no taskset on this machine (${platform}): the two sides of a comparison may run on different cores`,
    advice:
      platform === "linux"
        ? "install the package util-linux"
        : "expect wider intervals, or compare on Linux",
  };
}
