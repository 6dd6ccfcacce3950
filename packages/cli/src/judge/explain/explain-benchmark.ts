import { rankCauses } from "@paceline/profile";
import type { ProfileDiff } from "@paceline/profile";

import { attribute, compareSides, isOnCpu } from "./attribute.ts";
import type { Attribution } from "./attribution-document.ts";
import { profileSides } from "./profile-sides.ts";
import type { ExplainRequest, ProfiledSides } from "./profile-sides.ts";

/** Runs of each side: enough to see how much a run differs from the next by chance. */
const RUN_COUNT = 8;
/** Runs of each side without inlining: they name the function inside the one that the others find. */
const UNINLINED_RUN_COUNT = 10;

/** A cause is plain when it makes most of the change and chance would show it once in a hundred times. */
const PLAIN_Q_MAX = 0.01;
const PLAIN_SHARE_MIN = 0.5;

export interface Explanation {
  readonly attribution: Attribution;
  readonly diff: ProfileDiff;
  /** Runs that were compared, with inlining. */
  readonly sides: ProfiledSides;
}

/** Profiles both sides of a benchmark that got slower, and says which functions cost more. */
export async function explainBenchmark(request: ExplainRequest): Promise<Explanation> {
  const { runCount = RUN_COUNT, onFork } = request;
  const all = 2 * (runCount + UNINLINED_RUN_COUNT);
  let done = 0;
  const options = {
    onRun: () => onFork?.(done++, all),
    isPlain: (seen: ProfiledSides) => isPlain(compareSides(seen, request)),
  };
  const sides = await profileSides(request, runCount, { ...options, isInlining: true });
  // Where some were not needed, the count goes on as if they had been done.
  done = 2 * runCount;
  const diff = compareSides(sides, request);
  // What waits has no function to name.
  const uninlined = isOnCpu(sides, diff.total, request.ratio)
    ? await profileSides(request, UNINLINED_RUN_COUNT, { ...options, isInlining: false })
    : null;
  const attribution = attribute(
    sides,
    diff,
    uninlined === null ? null : compareSides(uninlined, request),
    request,
  );
  return { attribution, diff, sides };
}

function isPlain(diff: ProfileDiff): boolean {
  const [first] = rankCauses(diff);
  if (first?.kind !== "function") return false;
  const { qValue, delta } = first.effect;
  return (
    qValue !== null &&
    qValue <= PLAIN_Q_MAX &&
    delta >= PLAIN_SHARE_MIN * diff.total.delta &&
    delta > 0
  );
}
