import type { ProfileDiff } from "@paceline/profile";

import { attribute, compareSides } from "./attribute.ts";
import type { Attribution } from "./attribution-document.ts";
import { profileSides } from "./profile-sides.ts";
import type { ExplainRequest } from "./profile-sides.ts";

/** Runs of each side: enough to see how much a run differs from the next by chance. */
const RUN_COUNT = 8;
/** Runs of each side without inlining: they name the function inside the one that the others find. */
const UNINLINED_RUN_COUNT = 10;

export interface Explanation {
  readonly attribution: Attribution;
  readonly diff: ProfileDiff;
}

/** Profiles both sides of a benchmark that got slower, and says which functions cost more. */
export async function explainBenchmark(request: ExplainRequest): Promise<Explanation> {
  const { runCount = RUN_COUNT, onFork } = request;
  const all = 2 * (runCount + UNINLINED_RUN_COUNT);
  let done = 0;
  const onRun = (): void => onFork?.(done++, all);
  const sides = await profileSides(request, runCount, { isInlining: true, onRun });
  const diff = compareSides(sides, request);
  const uninlined = await profileSides(request, UNINLINED_RUN_COUNT, {
    isInlining: false,
    onRun,
  });
  const attribution = attribute(sides, diff, compareSides(uninlined, request), request);
  return { attribution, diff };
}
