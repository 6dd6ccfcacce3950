import type { Effect } from "./effect.ts";
import type { ProfileDiff } from "./diff-profiles.ts";

/** One cause of a change: a function, or two between which time moved, taken together. */
export interface Cause {
  readonly kind: "function" | "moved";
  /** Frame of the function; of a pair the caller's, then the callee's. */
  readonly frames: readonly number[];
  readonly effect: Effect;
}

/**
 * What made the difference, the largest first: functions that are found changed. Two between which time only
 * moved are one entry with the change of their sum, so that they sink to where they belong.
 */
export function rankCauses({ functions, moves }: ProfileDiff): readonly Cause[] {
  const causes: Cause[] = functions
    .filter(({ self, movedWith }) => self.verdict === "changed" && movedWith === null)
    .map(({ frame, self }) => ({ kind: "function", frames: [frame], effect: self }));
  for (const { caller, callee, sum } of moves) {
    causes.push({ kind: "moved", frames: [caller, callee], effect: sum });
  }
  return causes.sort((a, b) => Math.abs(b.effect.delta) - Math.abs(a.effect.delta));
}
