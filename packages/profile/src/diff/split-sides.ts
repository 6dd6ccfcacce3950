import type { Profile } from "../model/profile.ts";
import { BASE_TRACK, HEAD_TRACK } from "../model/sides.ts";

/** The two sides of a file that holds a difference, each a profile; null when it holds none. */
export function splitSides(
  profile: Profile,
): { readonly base: Profile; readonly head: Profile } | null {
  const sideOf = (name: string): Profile => ({
    ...profile,
    tracks: profile.tracks.filter((track) => track.name === name),
  });
  const [base, head] = [sideOf(BASE_TRACK), sideOf(HEAD_TRACK)];
  return base.tracks.length === 0 || head.tracks.length === 0 ? null : { base, head };
}
