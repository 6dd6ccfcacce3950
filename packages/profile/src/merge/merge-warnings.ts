import type { ProfileWarning } from "../model/profile-warning.ts";

/**
 * Warnings of several profiles as those of one: what is counted is summed, so that thirty threads do not say the same
 * thing thirty times. What names something of one file, such as its lines, stays apart.
 */
export function mergeWarnings(warnings: readonly ProfileWarning[]): readonly ProfileWarning[] {
  const merged: ProfileWarning[] = [];
  for (const warning of warnings) {
    const index = merged.findIndex(({ code }) => code === warning.code);
    const sum = index === -1 ? null : sumOf(merged[index]!, warning);
    if (sum === null) merged.push(warning);
    else merged[index] = sum;
  }
  return merged;
}

/** Null where two of one kind are two things. */
function sumOf(a: ProfileWarning, b: ProfileWarning): ProfileWarning | null {
  if (a.code === "negative-deltas" && b.code === a.code)
    return { ...a, deltaCount: a.deltaCount + b.deltaCount };
  if (a.code === "hit-counts-disagree" && b.code === a.code) {
    return {
      ...a,
      hitCount: a.hitCount + b.hitCount,
      sampleCount: a.sampleCount + b.sampleCount,
    };
  }
  if (a.code === "weights-from-hit-counts" && b.code === a.code)
    return { ...a, hitCount: a.hitCount + b.hitCount };
  if (a.code === "orphan-nodes" && b.code === a.code)
    return { ...a, nodeCount: a.nodeCount + b.nodeCount };
  if (a.code === "unknown-nodes" && b.code === a.code)
    return { ...a, sampleCount: a.sampleCount + b.sampleCount };
  if (a.code === "weights-rounded" && b.code === a.code)
    return { ...a, sampleCount: a.sampleCount + b.sampleCount };
  if (a.code === "stacks-reconstructed" && b.code === a.code)
    return { ...a, cutWeight: a.cutWeight + b.cutWeight };
  return (a.code === "no-samples" || a.code === "truncated") && b.code === a.code ? a : null;
}
