import { aggregateTracks, categoryAt, summarizeFunctions } from "@paceline/profile";
import type { FrameCategory, FunctionSums, Profile, Track } from "@paceline/profile";

import { nameFrames } from "../flame-graph/picture-frame.ts";

/** A function, or what V8 has instead of one, with what it cost. */
export interface HotRow {
  readonly name: string;
  /** `src/x.ts:12`; empty when not known. */
  readonly place: string;
  readonly selfNs: number;
  readonly totalNs: number;
  /** Samples with it on top: what its share may be believed by. */
  readonly sampleCount: number;
}

export interface HotFunctions {
  /** Time in which something was done: all but idle. */
  readonly busyNs: number;
  readonly idleNs: number;
  /** Busy ones. */
  readonly sampleCount: number;
  /** Those with time of their own, most first. */
  readonly rows: readonly HotRow[];
}

/** V8's entries that are no functions, in words. */
const CATEGORY_NAMES: Partial<Readonly<Record<FrameCategory, string>>> = {
  gc: "(garbage collection)",
  program: "(native code of Node and V8)",
  root: "(no stack)",
};

/** Functions by the time spent in them, over all tracks of times. */
export function hotFunctions(profile: Profile): HotFunctions {
  const tracks = timeTracks(profile);
  if (tracks.length === 0) return { busyNs: 0, idleNs: 0, sampleCount: 0, rows: [] };
  const tree = aggregateTracks(profile, tracks);
  const sums = summarizeFunctions(profile.frames, tree);
  const frames = nameFrames(profile.frames, tree.frames);
  const rows: HotRow[] = [];
  const idle = { selfNs: 0, sampleCount: 0 };
  for (let frame = 0; frame < profile.frames.count; frame++) {
    const selfNs = sums.selfWeights[frame]!;
    if (selfNs === 0) continue;
    const category = categoryAt(profile.frames, frame);
    if (category === "idle") {
      idle.selfNs += selfNs;
      idle.sampleCount += sums.selfCounts[frame]!;
      continue;
    }
    const { name = "", place = "" } = frames[frame] ?? {};
    rows.push({ ...costOf(sums, frame), name: CATEGORY_NAMES[category] ?? name, place });
  }
  rows.sort((a, b) => b.selfNs - a.selfNs || (a.name < b.name ? -1 : 1));
  return {
    busyNs: tree.totalWeights[0]! - idle.selfNs,
    idleNs: idle.selfNs,
    sampleCount: tree.totalCounts[0]! - idle.sampleCount,
    rows,
  };
}

export const timeTracks = ({ tracks }: Profile): readonly Track[] =>
  tracks.filter(({ unit }) => unit === "ns");

const costOf = (
  { selfWeights, totalWeights, selfCounts }: FunctionSums,
  frame: number,
): Pick<HotRow, "selfNs" | "totalNs" | "sampleCount"> => ({
  selfNs: selfWeights[frame]!,
  totalNs: totalWeights[frame]!,
  sampleCount: selfCounts[frame]!,
});
