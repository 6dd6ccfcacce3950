import { createCallTree } from "../model/call-tree.ts";
import type { CallTreeBuilder } from "../model/call-tree.ts";
import { createFrameTable } from "../model/frame-table.ts";
import { NO_LABELS } from "../model/profile.ts";
import type { Profile, Track, TrackLabels } from "../model/profile.ts";
import { trackTitle } from "../model/track-title.ts";
import { mapFrames } from "./combine-profiles.ts";

/** What becomes one track: all that have one label alike, or everything. */
export type MergeBy = keyof TrackLabels | "function";

/**
 * Sums the tracks that share a label, stack by stack: eight workers of one agent become one. By function,
 * everything that is of one kind (`cpu`, `inuse_space`) becomes one. Order in time is lost where several
 * tracks are summed.
 */
export function mergeTracks(profile: Profile, by: MergeBy): Profile {
  const groups = Map.groupBy(profile.tracks, (track) => {
    const label = by === "function" ? null : track.labels[by];
    return JSON.stringify([track.sampleType, track.unit, track.mode, label]);
  });
  return { ...profile, tracks: [...groups.values()].map((tracks) => sumTracks(tracks, by)) };
}

function sumTracks(tracks: readonly Track[], by: MergeBy): Track {
  const [first] = tracks;
  if (tracks.length === 1) return first!;
  const builder = createCallTree();
  for (const { tree } of tracks) graft(tree, builder, { parent: 0, frames: null });
  const common = (name: keyof TrackLabels): string | null =>
    tracks.every(({ labels }) => labels[name] === first!.labels[name]) ? first!.labels[name] : null;
  const isSame = (value: (track: Track) => unknown): boolean =>
    tracks.every((track) => value(track) === value(first!));
  return {
    ...first!,
    name: isSame(({ name }) => name)
      ? first!.name
      : by === "function"
        ? ""
        : (first!.labels[by] ?? ""),
    labels: {
      process: common("process"),
      worker: common("worker"),
      agent: common("agent"),
      phase: common("phase"),
    },
    period: isSame(({ period }) => period) ? first!.period : null,
    startNs: Math.min(...tracks.map(({ startNs }) => startNs)),
    endNs: Math.max(...tracks.map(({ endNs }) => endNs)),
    tree: builder.build(),
    samples: null,
    lineTicks: null,
  };
}

/**
 * Puts all tracks into one, each below a frame named as the track: for formats that hold one tree only,
 * and for a picture that has the workers side by side. Samples stay in order within a track, and tracks
 * follow one another.
 *
 * @param titleOf - the name of the frame; tracks of one title share it. By default {@link trackTitle}.
 */
export function joinTracks(
  profile: Profile,
  titleOf: (track: Track, index: number) => string = trackTitle,
): Profile {
  const [first] = profile.tracks;
  if (first === undefined || profile.tracks.length === 1) return profile;
  const frames = createFrameTable();
  const mapping = mapFrames(profile, frames, (frame) => frame);
  const builder = createCallTree();
  const isTimed = profile.tracks.every(({ samples }) => samples !== null);
  const sampleNodes: Uint32Array[] = [];
  const weights: Float64Array[] = [];
  for (const [index, track] of profile.tracks.entries()) {
    const parent = builder.child(0, frames.intern({ name: titleOf(track, index) }));
    const nodes = graft(track.tree, builder, { parent, frames: mapping });
    if (!isTimed || track.samples === null) continue;
    sampleNodes.push(track.samples.nodes.map((node) => nodes[node]!));
    weights.push(track.samples.weights);
  }
  const allNodes = join(sampleNodes, (count) => new Uint32Array(count));
  const allWeights = join(weights, (count) => new Float64Array(count));
  const startNs = first.samples?.startNs ?? first.startNs;
  const joined: Track = {
    ...first,
    name: "",
    labels: NO_LABELS,
    tree: builder.build(),
    startNs,
    endNs: startNs + allWeights.reduce((sum, weight) => sum + weight, 0),
    samples: isTimed
      ? { count: allNodes.length, startNs, nodes: allNodes, weights: allWeights }
      : null,
    lineTicks: null,
  };
  return { ...profile, frames: frames.build(), tracks: [joined] };
}

interface GraftPlace {
  /** Node of the target below which the tree goes; its root becomes this node. */
  readonly parent: number;
  /** New index of each frame; null where they stay. */
  readonly frames: Uint32Array | null;
}

/** Adds a tree to another one; gives the node of the target for each of its nodes. */
export function graft(
  tree: Track["tree"],
  target: CallTreeBuilder,
  { parent, frames }: GraftPlace,
): Uint32Array {
  const nodes = new Uint32Array(tree.count);
  for (let node = 0; node < tree.count; node++) {
    const frame = tree.frames[node]!;
    const below = node === 0 ? parent : nodes[tree.parents[node]!]!;
    nodes[node] =
      node === 0 ? parent : target.child(below, frames === null ? frame : frames[frame]!);
    target.add(nodes[node]!, tree.selfWeights[node]!, tree.selfCounts[node]!);
  }
  return nodes;
}

function join<A extends Uint32Array | Float64Array>(
  parts: readonly A[],
  make: (count: number) => A,
): A {
  const joined = make(parts.reduce((count, { length }) => count + length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
