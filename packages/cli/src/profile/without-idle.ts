import { categoryAt } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";

/** The profile with sums of what was done only: of a picture of five threads, four parts would be idle. */
export function withoutIdle(profile: Profile): Profile {
  const isIdle = (frame: number): boolean => categoryAt(profile.frames, frame) === "idle";
  const tracks = profile.tracks.map((track): Track => {
    const { tree } = track;
    const keep = (value: number, node: number): number => (isIdle(tree.frames[node]!) ? 0 : value);
    return {
      ...track,
      tree: {
        ...tree,
        selfWeights: tree.selfWeights.map(keep),
        selfCounts: tree.selfCounts.map(keep),
      },
      samples: null,
    };
  });
  return { ...profile, tracks };
}
