import type { ProfileDiff } from "@paceline/profile";

import { safeLine } from "../../words/safe-text.ts";
import type { FrameDifference } from "../view/flame-document.ts";
import { moreRunsWords } from "./effect-words.ts";

/**
 * What the statistics say of each function, by its number on the page.
 *
 * @param numbers - number of each frame of the difference's table.
 */
export function judgedFrames(
  { functions, frames }: ProfileDiff,
  numbers: Uint32Array,
): Readonly<Record<number, FrameDifference>> {
  const nameOf = (frame: number): string => safeLine(frames.strings[frames.names[frame]!]!);
  return Object.fromEntries(
    functions.map(({ frame, self, movedWith }) => [
      numbers[frame]!,
      {
        change: self.delta,
        low: self.interval?.low ?? null,
        high: self.interval?.high ?? null,
        // Time that only moved between two functions is no change of either.
        verdict: movedWith === null ? self.verdict : "unchanged",
        note:
          movedWith === null
            ? moreRunsWords(self)
            : `moved between it and ${nameOf(movedWith)} by inlining`,
      } satisfies FrameDifference,
    ]),
  );
}
