import { expect, test } from "vitest";

import { TIMER_NAMES } from "../settings/settings-option-checks.ts";
import { characterizeTimer, createTimer } from "./timer.ts";

/** A timer of which each reading costs `costNs`, and which shows multiples of `stepNs`. */
function scriptedTimer(costNs: number, stepNs: number) {
  let timeNs = 0;
  return {
    name: "monotonic",
    nowNs: () => {
      timeNs += costNs;
      return Math.floor(timeNs / stepNs) * stepNs;
    },
  } as const;
}

test.for([
  { costNs: 60, stepNs: 1, precisionNs: 60 },
  { costNs: 60, stepNs: 1000, precisionNs: 1000 },
  { costNs: 60, stepNs: 15e6, precisionNs: 15e6 },
])(
  "a timer of $stepNs ns steps and $costNs ns readings has a precision of $precisionNs ns",
  ({ costNs, stepNs, precisionNs }) => {
    const character = characterizeTimer(scriptedTimer(costNs, stepNs));
    expect(character.precisionNs).toBe(precisionNs);
    if (stepNs < 1e6) expect(character.overheadNs).toBeCloseTo(costNs, -1);
  },
);

test.for(TIMER_NAMES)("timer %s never goes back", (name) => {
  const { nowNs } = createTimer(name);
  let previousNs = nowNs();
  for (let reading = 0; reading < 1000; reading += 1) {
    const readingNs = nowNs();
    expect(readingNs).toBeGreaterThanOrEqual(previousNs);
    previousNs = readingNs;
  }
});
