import type { SeriesPoint } from "./series.ts";

/** Something that differs between the runs before and after a change. A candidate, not a verdict. */
export type Cause =
  /** The change lies in the commits after `from`, up to and including `to`. */
  | { readonly code: "commits"; readonly from: string; readonly to: string }
  /** The run after the change was made with changes that were not committed. */
  | { readonly code: "uncommitted"; readonly commitId: string }
  | { readonly code: "runtime"; readonly from: string; readonly to: string }
  | { readonly code: "host"; readonly from: string; readonly to: string }
  | { readonly code: "system"; readonly from: string; readonly to: string }
  | { readonly code: "tool"; readonly from: string; readonly to: string };

/**
 * What may have caused a change between two neighbouring runs of a series.
 *
 * @returns empty when nothing recorded differs: then the environment changed unseen, or the commit is
 *   not known.
 */
export function causesBetween(before: SeriesPoint, after: SeriesPoint): readonly Cause[] {
  const causes: Cause[] = [];
  if (before.commitId !== null && after.commitId !== null && before.commitId !== after.commitId) {
    causes.push({ code: "commits", from: before.commitId, to: after.commitId });
  }
  if (after.isDirty && after.commitId !== null) {
    causes.push({ code: "uncommitted", commitId: after.commitId });
  }
  for (const [code, from, to] of [
    ["runtime", before.runtime, after.runtime],
    ["host", before.hostname, after.hostname],
    ["system", before.systemRelease, after.systemRelease],
    ["tool", before.pacelineVersion, after.pacelineVersion],
  ] as const) {
    if (from !== to) causes.push({ code, from, to });
  }
  return causes;
}
