import type { PackedColumns } from "../../page/columns.ts";
import type { FlameHeader } from "./flame-document.ts";
import { placeText } from "./frame-place.ts";
import { joinEntries } from "./track-entries.ts";
import type { TrackEntries } from "./track-entries.ts";

/** A page's data, ready for use. Nodes are numbered in preorder, frames as in the header's columns. */
export interface FlameModel {
  readonly header: FlameHeader;
  readonly frames: {
    readonly count: number;
    readonly names: readonly string[];
    readonly places: readonly string[];
    readonly packageNames: readonly string[];
    readonly categories: readonly string[];
  };
  readonly nodes: {
    readonly count: number;
    /** -1 for the root. */
    readonly parents: Int32Array;
    readonly frames: Uint32Array;
  };
  /** 1 for nodes of the time in which a thread had nothing to do. */
  readonly isIdle: Uint8Array;
  readonly entries: TrackEntries;
  /** Null for tracks without times. */
  readonly timeLines: readonly (TimeLine | null)[];
}

/** Runs of equal stacks in order of time, as columns. */
export interface TimeLine {
  readonly count: number;
  readonly nodes: Float64Array;
  /** When each begins, from that of the first, and at the end when the last one ends: one more than runs. */
  readonly edges: Float64Array;
  readonly sampleCounts: Float64Array;
}

export function readFlameModel({ header: unknownHeader, columns }: PackedColumns): FlameModel {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both sides are in one file, of one version
  const header = unknownHeader as FlameHeader;
  const column = (name: string): Float64Array => columns.get(name) ?? new Float64Array(0);
  const framePackages = column("framePackages");
  const frameCategories = column("frameCategories");
  const frameLines = column("frameLines");
  const timeLines = timeLinesOf(header, columns);
  const nodeFrames = Uint32Array.from(column("nodeFrames"));
  const names = Array.from(column("frameNames"), (index) => header.names[index]!);
  return {
    header,
    frames: {
      count: names.length,
      names,
      places: Array.from(column("framePaths"), (path, frame) =>
        placeText(header.paths[path]!, frameLines[frame]!),
      ),
      packageNames: Array.from(framePackages, (index) => header.packages[index]!),
      categories: Array.from(frameCategories, (index) => header.categories[index]!),
    },
    nodes: {
      count: nodeFrames.length,
      parents: parentsOf(column("nodeUps")),
      frames: nodeFrames,
    },
    isIdle: Uint8Array.from(nodeFrames, (frame) =>
      header.categories[frameCategories[frame]!] === "idle" ? 1 : 0,
    ),
    entries: joinEntries(
      {
        count: column("entryTracks").length,
        tracks: column("entryTracks"),
        nodes: column("entryNodes"),
        weights: scaled(column("entryWeights"), header.weightStep),
        sampleCounts: column("entryCounts"),
      },
      timeLines,
      nodeFrames.length,
    ),
    timeLines,
  };
}

function parentsOf(ups: Float64Array): Int32Array {
  const parents = new Int32Array(ups.length).fill(-1);
  for (let node = 1; node < ups.length; node++) {
    let parent = node - 1;
    for (let up = ups[node]!; up > 0; up--) parent = parents[parent]!;
    parents[node] = parent;
  }
  return parents;
}

function scaled(values: Float64Array, step: number): Float64Array {
  if (step !== 1) for (let index = 0; index < values.length; index++) values[index]! *= step;
  return values;
}

function timeLinesOf(
  { tracks, weightStep }: FlameHeader,
  columns: PackedColumns["columns"],
): readonly (TimeLine | null)[] {
  const none = new Float64Array(0);
  const nodes = columns.get("runNodes") ?? none;
  const weights = columns.get("runWeights") ?? none;
  const sampleCounts = columns.get("runSampleCounts") ?? none;
  let start = 0;
  return tracks.map(({ runCount }) => {
    if (runCount === 0) return null;
    const end = start + runCount;
    const edges = new Float64Array(runCount + 1);
    for (let run = 0; run < runCount; run++)
      edges[run + 1] = edges[run]! + weights[start + run]! * weightStep;
    const line = {
      count: runCount,
      nodes: nodes.subarray(start, end),
      edges,
      sampleCounts: sampleCounts.subarray(start, end),
    };
    start = end;
    return line;
  });
}
