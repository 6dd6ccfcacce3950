/** One thing about this machine that decides how far its numbers can be trusted. */
export interface Finding {
  /** Stable: "load-high", "governor", "power-battery". */
  readonly code: string;
  readonly severity: "problem" | "advice" | "fine";
  /** What was seen, with the value. */
  readonly seen: string;
  /** What to do about it; empty when it is fine. */
  readonly advice: string;
}
