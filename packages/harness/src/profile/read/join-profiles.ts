import { createFrameTable, frameAt, NO_META } from "@paceline/profile";
import type { Profile, ProfileMeta, Track } from "@paceline/profile";

/** Tracks of several profiles over one table of frames. */
export function joinProfiles(profiles: readonly Profile[], meta: Partial<ProfileMeta>): Profile {
  const frames = createFrameTable();
  const tracks = profiles.flatMap((profile): readonly Track[] => {
    const indexes = Uint32Array.from({ length: profile.frames.count }, (_, index) =>
      frames.intern(frameAt(profile.frames, index)),
    );
    return profile.tracks.map((track) => ({
      ...track,
      tree: { ...track.tree, frames: track.tree.frames.map((frame) => indexes[frame]!) },
    }));
  });
  return {
    frames: frames.build(),
    tracks,
    meta: { ...NO_META, format: "cpuprofile", ...meta },
    warnings: profiles.flatMap(({ warnings }) => warnings),
  };
}
