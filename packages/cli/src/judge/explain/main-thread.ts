import type { ProfiledFork } from "@paceline/harness/profiling";
import { categoryAt } from "@paceline/profile";
import type { FrameTable, Track } from "@paceline/profile";

/** Position among the tracks of a fork's profile. */
export const mainTrackIndex = ({ threads }: Pick<ProfiledFork, "threads">): number =>
  threads.findIndex(({ head }) => head.threadId === 0);

/** Whether a node of a track is of the time in which its thread had nothing to do. */
export const isIdleNode = (frames: FrameTable, { tree }: Track, node: number): boolean =>
  categoryAt(frames, tree.frames[node]!) === "idle";

/** Share of the recorded time in which the main thread had something to do. 0 without samples. */
export function mainThreadBusyRatio(fork: ProfiledFork): number {
  const { frames, tracks } = fork.profile;
  const track = tracks[mainTrackIndex(fork)];
  if (track === undefined) return 0;
  let busyNs = 0;
  let allNs = 0;
  for (const [node, weight] of track.tree.selfWeights.entries()) {
    allNs += weight;
    if (!isIdleNode(frames, track, node)) busyNs += weight;
  }
  return allNs === 0 ? 0 : busyNs / allNs;
}
