import type { TimeLine } from "./flame-model.ts";

/** Weights and samples by track and node, as columns of one length. */
export interface TrackEntries {
  readonly count: number;
  readonly tracks: Float64Array;
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
  readonly sampleCounts: Float64Array;
}

/** Adds the entries of tracks with a time line: what they spent on each node is the sum of its runs. */
export function joinEntries(
  given: TrackEntries,
  timeLines: readonly (TimeLine | null)[],
  nodeCount: number,
): TrackEntries {
  const parts = [given];
  for (const [track, line] of timeLines.entries())
    if (line !== null) parts.push(entriesOfLine(track, line, nodeCount));
  if (parts.length === 1) return given;
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const join = (key: "tracks" | "nodes" | "weights" | "sampleCounts"): Float64Array => {
    const joined = new Float64Array(count);
    let offset = 0;
    for (const part of parts) {
      joined.set(part[key], offset);
      offset += part.count;
    }
    return joined;
  };
  return {
    count,
    tracks: join("tracks"),
    nodes: join("nodes"),
    weights: join("weights"),
    sampleCounts: join("sampleCounts"),
  };
}

function entriesOfLine(track: number, line: TimeLine, nodeCount: number): TrackEntries {
  const weights = new Float64Array(nodeCount);
  const counts = new Float64Array(nodeCount);
  for (let run = 0; run < line.count; run++) {
    const node = line.nodes[run]!;
    weights[node]! += line.edges[run + 1]! - line.edges[run]!;
    counts[node]! += line.sampleCounts[run]!;
  }
  const nodes = new Float64Array(nodeCount);
  let count = 0;
  for (let node = 0; node < nodeCount; node++)
    if (weights[node] !== 0 || counts[node] !== 0) nodes[count++] = node;
  const used = nodes.subarray(0, count);
  return {
    count,
    tracks: new Float64Array(count).fill(track),
    nodes: used,
    weights: used.map((node) => weights[node]!),
    sampleCounts: used.map((node) => counts[node]!),
  };
}
