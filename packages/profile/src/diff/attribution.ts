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
 * What made the difference: functions that are found changed, the largest change first. Then pairs between which
 * time only moved, by the change of their sum: of that it is not known that it is one, however large it looks.
 */
export function rankCauses({ functions, moves }: ProfileDiff): readonly Cause[] {
  const bySize = (a: Cause, b: Cause): number =>
    Math.abs(b.effect.delta) - Math.abs(a.effect.delta);
  const found = functions
    .filter(({ self, movedWith }) => self.verdict === "changed" && movedWith === null)
    .map(({ frame, self }): Cause => ({ kind: "function", frames: [frame], effect: self }));
  const moved = moves.map(({ caller, callee, sum }): Cause => ({
    kind: "moved",
    frames: [caller, callee],
    effect: sum,
  }));
  return [...found.sort(bySize), ...moved.sort(bySize)];
}
