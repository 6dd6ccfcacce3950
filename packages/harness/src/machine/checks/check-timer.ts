import type { TimerCharacter } from "../../measure/timer.ts";
import type { Finding } from "../finding.ts";

/** Above this a reading of the clock goes into the kernel instead of into shared memory. */
const OVERHEAD_NS_ADVICE = 300;
const PRECISION_NS_ADVICE = 1000;

/** How fine the clock of the rounds steps and what a reading costs. */
export function checkTimer(
  { precisionNs, overheadNs }: TimerCharacter,
  clockSource: string | null,
): Finding {
  const source = clockSource === null ? "" : `, clock source ${clockSource}`;
  const seen = `the timer steps by ${precisionNs.toFixed(0)} ns and a reading takes ${overheadNs.toFixed(0)} ns${source}`;
  if (precisionNs <= PRECISION_NS_ADVICE && overheadNs <= OVERHEAD_NS_ADVICE) {
    return { code: "timer", severity: "fine", seen, advice: "" };
  }
  return {
    code: "timer",
    severity: "advice",
    seen,
    advice:
      "rounds get longer to hide it, so nothing is wrong; with a clock source of tsc or kvm-clock they would be finer",
  };
}
