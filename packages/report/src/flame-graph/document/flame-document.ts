import { FRAME_CATEGORIES } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";

import { packColumns } from "../../page/columns.ts";
import type { Column } from "../../page/columns.ts";
import type { FlameColumns, FlameHeader } from "../view/flame-document.ts";
import { orderByRank } from "../view/order-children.ts";
import { placeFrames } from "../view/place-frames.ts";
import type { PlacedFrames } from "../view/place-frames.ts";
import { totalsOf } from "../view/view-tree.ts";
import { tracksToDraw } from "../picture.ts";
import { mergeTracks } from "./merge-tracks.ts";
import { listTexts, numberFrames } from "./number-frames.ts";
import { entriesOf, runsOf, weightStepOf } from "./track-columns.ts";
import { factsOfTrack } from "./track-facts.ts";

export interface FlameDocumentOptions {
  readonly title: string;
  readonly facts: readonly string[];
  readonly doubts: readonly string[];
  readonly normalization: FlameHeader["normalization"];
  readonly group: FlameHeader["group"];
  /** @param numbers - number on the page of each frame of the table. */
  readonly difference: ((numbers: Uint32Array) => FlameHeader["difference"]) | null;
}

/** A profile as the bytes that a page carries. */
export function packFlameDocument(profile: Profile, options: FlameDocumentOptions): Uint8Array {
  const tracks = tracksToDraw(profile.tracks);
  const { tree, targets } = mergeTracks(profile.frames, tracks);
  const { frames, numbers } = numberFrames(profile.frames, tree.frames);
  const placed = placeFrames(tree, {
    widths: totalsOf(tree.parents, tree.selfWeights),
    order: orderByRank(tree, numbers),
  });
  const positions = new Uint32Array(tree.count);
  for (const [position, node] of placed.nodes.entries()) positions[node] = position;

  const names = listTexts(frames.map(({ name }) => name));
  const paths = listTexts(frames.map(({ path }) => path));
  const packages = listTexts(frames.map(({ packageName }) => packageName));
  const weightStep = weightStepOf(tracks);
  const nodesByTrack = targets.map((target) => target.map((node) => positions[node]!));
  const runs = runsOf(tracks, nodesByTrack, weightStep);
  const columns: FlameColumns = {
    frameNames: names.indexes,
    framePaths: paths.indexes,
    frameLines: frames.map(({ line }) => line),
    framePackages: packages.indexes,
    frameCategories: frames.map(({ category }) => FRAME_CATEGORIES.indexOf(category)),
    nodeUps: upsOf(placed),
    nodeFrames: placed.nodes.map((node) => numbers[tree.frames[node]!]!),
    ...entriesOf(tracks, nodesByTrack, { nodeCount: tree.count, weightStep }),
    ...runs.columns,
  };
  const header: FlameHeader = {
    ...options,
    difference: options.difference?.(numbers) ?? null,
    unit: tracks[0]?.unit ?? "count",
    weightStep,
    names: names.list,
    paths: paths.list,
    packages: packages.list,
    categories: FRAME_CATEGORIES,
    tracks: tracks.map((track: Track, index) => factsOfTrack(track, index, runs.counts[index]!)),
  };
  return packColumns(header, kindsOf(columns, weightStep));
}

/** Levels from each position's predecessor up to its parent. */
const upsOf = ({ depths }: PlacedFrames): Uint32Array =>
  depths.map((depth, position) => (position === 0 ? 0 : depths[position - 1]! + 1 - depth));

/** Weights that are no whole multiples of anything, as those per operation are, go as floats. */
function kindsOf(columns: FlameColumns, weightStep: number): Record<string, Column> {
  const isWhole = weightStep !== 1 || Array.from(columns.entryWeights).every(Number.isInteger);
  const weights = isWhole ? "whole" : "float";
  const kinds: Readonly<Record<string, Column["kind"]>> = {
    frameNames: "step",
    nodeFrames: "step",
    runNodes: "step",
    entryNodes: "step",
    entryTracks: "step",
    entryWeights: weights,
    runWeights: weights,
  };
  return Object.fromEntries(
    Object.entries(columns).map(([name, values]) => [
      name,
      { kind: kinds[name] ?? "whole", values },
    ]),
  );
}
