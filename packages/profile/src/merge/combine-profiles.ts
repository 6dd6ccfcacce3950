import { assert } from "@paceline/core";

import { createFrameTable, frameAt } from "../model/frame-table.ts";
import type { Frame, FrameTableBuilder } from "../model/frame-table.ts";
import type { Profile, ProfileMeta } from "../model/profile.ts";
import { mergeWarnings } from "./merge-warnings.ts";

/**
 * Puts the tracks of several profiles, such as those of a program's processes, over one table of frames.
 * Nothing is summed: the tracks stay as they are. What the profiles do not agree on is not known of all.
 *
 * @param profiles - at least one.
 */
export function combineProfiles(profiles: readonly Profile[]): Profile {
  const [first] = profiles;
  assert(first !== undefined, "no profiles to combine");
  if (profiles.length === 1) return first;
  const frames = createFrameTable();
  const tracks = profiles.flatMap((profile) => {
    const mapping = mapFrames(profile, frames, (frame) => frame);
    return profile.tracks.map((track) => ({
      ...track,
      tree: { ...track.tree, frames: track.tree.frames.map((frame) => mapping[frame]!) },
    }));
  });
  return {
    frames: frames.build(),
    tracks,
    meta: commonMeta(profiles.map(({ meta }) => meta)),
    warnings: mergeWarnings(profiles.flatMap(({ warnings }) => warnings)),
  };
}

/** Adds the frames of a profile to a table, changed by `change`; gives the new index of each. */
export function mapFrames(
  { frames }: Profile,
  target: FrameTableBuilder,
  change: (frame: Required<Frame>, index: number) => Frame,
): Uint32Array {
  const mapping = new Uint32Array(frames.count);
  for (let index = 1; index < frames.count; index++) {
    mapping[index] = target.intern(change(frameAt(frames, index), index));
  }
  return mapping;
}

function commonMeta(metas: readonly ProfileMeta[]): ProfileMeta {
  const common = <K extends keyof ProfileMeta>(key: K): ProfileMeta[K] | null => {
    const text = JSON.stringify(metas[0]![key]);
    return metas.every((meta) => JSON.stringify(meta[key]) === text) ? metas[0]![key] : null;
  };
  return {
    format: common("format") ?? "several",
    nodeVersion: common("nodeVersion"),
    v8Version: common("v8Version"),
    flags: common("flags"),
    profilerStart: common("profilerStart") ?? "unknown",
    host: common("host"),
    operationCount: common("operationCount"),
    isReconstructed: metas.some(({ isReconstructed }) => isReconstructed),
  };
}
