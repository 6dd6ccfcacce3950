import type { ProfiledFork } from "@paceline/harness/profiling";
import type { Profile, Track } from "@paceline/profile";

import { isIdleNode, mainTrackIndex } from "./main-thread.ts";

/** On other threads, whose clocks were not read in the window, a sample counts for at most so many intervals. */
const PERIOD_COUNT_MAX = 2;

/**
 * The profile of a fork with weights that are processor time. V8 weighs by what passed, and a thread that the
 * system takes off its core for 20 ms did not compute for 20 ms in the function that it was in: on a shared machine
 * that is most of the difference between two runs. A sample is taken where the thread computes, so each
 * gets an equal part of what the thread's own clock says.
 */
export function weighByCpu(fork: ProfiledFork): Profile {
  const { profile, threadCpuNsPerOperation, operationCount } = fork;
  const mainIndex = mainTrackIndex(fork);
  const cpuNs = threadCpuNsPerOperation * operationCount;
  const isIdle = profileIdle(profile);
  const tracks = profile.tracks.map((track, index) =>
    index === mainIndex ? spreadCpu(track, cpuNs, isIdle) : clip(track),
  );
  return { ...profile, tracks };
}

type IsIdle = (track: Track, node: number) => boolean;

const profileIdle =
  ({ frames }: Profile): IsIdle =>
  (track, node) =>
    isIdleNode(frames, track, node);

function spreadCpu(track: Track, cpuNs: number, isIdle: IsIdle): Track {
  const { samples } = track;
  if (samples === null) return track;
  const busyCount = samples.nodes.reduce((count, node) => count + (isIdle(track, node) ? 0 : 1), 0);
  const shareNs = busyCount === 0 ? 0 : Math.round(cpuNs / busyCount);
  return reweigh(track, (weight, node) => (isIdle(track, node) ? weight : shareNs));
}

function clip(track: Track): Track {
  const { period } = track;
  return period === null
    ? track
    : reweigh(track, (weight) => Math.min(weight, PERIOD_COUNT_MAX * period));
}

function reweigh(track: Track, weightOf: (weight: number, node: number) => number): Track {
  const { samples, tree } = track;
  if (samples === null) return track;
  const weights = samples.weights.map((weight, index) => weightOf(weight, samples.nodes[index]!));
  const selfWeights = new Float64Array(tree.count);
  for (let index = 0; index < samples.count; index++) {
    selfWeights[samples.nodes[index]!]! += weights[index]!;
  }
  return { ...track, tree: { ...tree, selfWeights }, samples: { ...samples, weights } };
}
