import { aggregateTracks, categoryAt, withTotals } from "@paceline/profile";
import type { AggregatedTree, FrameTable, Profile, Track, WeightUnit } from "@paceline/profile";

import { nameFrames } from "./picture-frame.ts";
import type { PictureFrame } from "./picture-frame.ts";

/** What is drawn of a profile: one tree of one unit, and the words for its frames. */
export interface Picture {
  readonly unit: WeightUnit;
  readonly tree: AggregatedTree;
  /** As long as the profile's frame table; undefined where no node that is wide enough has the frame. */
  readonly frames: readonly (PictureFrame | undefined)[];
  /** Tracks in the picture. */
  readonly tracks: readonly Track[];
  /** Tracks left out since they are of another unit or kind. */
  readonly otherTracks: readonly Track[];
}

const UNIT_ORDER: readonly WeightUnit[] = ["ns", "bytes", "count"];

/**
 * Sums the tracks of a profile that belong together, and names their frames.
 *
 * @param shareMin - share of the whole below which a node will not be drawn, so that its frame needs no name.
 */
export function pictureOf(
  profile: Profile,
  { hasIdle, shareMin }: { readonly hasIdle: boolean; readonly shareMin: number },
): Picture {
  const tracks = tracksToDraw(profile.tracks);
  const all = aggregateTracks(profile, tracks);
  const tree = hasIdle ? all : withoutIdle(all, profile.frames);
  return {
    unit: tree.unit,
    tree,
    frames: nameFrames(profile.frames, framesSeen(tree, shareMin * tree.totalWeights[0]!)),
    tracks,
    otherTracks: profile.tracks.filter((track) => !tracks.includes(track)),
  };
}

function framesSeen(
  { count, frames, totalWeights }: AggregatedTree,
  weightMin: number,
): Uint32Array {
  const seen = new Uint32Array(count);
  let seenCount = 0;
  for (let node = 0; node < count; node++)
    if (totalWeights[node]! >= weightMin) seen[seenCount++] = frames[node]!;
  return seen.subarray(0, seenCount);
}

/** Of a picture of five threads, four parts would be idle. */
function withoutIdle(tree: AggregatedTree, frames: FrameTable): AggregatedTree {
  const keep = (value: number, node: number): number =>
    categoryAt(frames, tree.frames[node]!) === "idle" ? 0 : value;
  const selfWeights = tree.selfWeights.map(keep);
  const selfCounts = tree.selfCounts.map(keep);
  return withTotals({ ...tree, selfWeights, selfCounts }, tree.unit);
}

/** Tracks that have a sum: time before bytes before counts, and of several kinds the first one. */
export function tracksToDraw(tracks: readonly Track[]): readonly Track[] {
  const first = UNIT_ORDER.map((unit) => tracks.find((track) => track.unit === unit)).find(
    (track) => track !== undefined,
  );
  return first === undefined
    ? []
    : tracks.filter(
        ({ unit, sampleType }) => unit === first.unit && sampleType === first.sampleType,
      );
}
