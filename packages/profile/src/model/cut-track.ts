import { assert } from "@paceline/core";

import type { Track } from "./profile.ts";

/**
 * The part of a track between two times of its clock: what was measured, without the warm-up.
 *
 * A sample across an edge keeps the part of its weight that lies inside. Nodes stay as they are, so
 * frames that only the warm-up reached remain with weight 0. Ticks of lines have no times and go.
 *
 * @param track - of times, with samples.
 * @param fromNs - in ns of the clock of `samples.startNs`.
 */
export function cutTrack(track: Track, fromNs: number, toNs: number): Track {
  const { samples, tree } = track;
  assert(samples !== null && track.unit === "ns", "only a track with times can be cut");
  const nodes = new Uint32Array(samples.count);
  const weights = new Float64Array(samples.count);
  const selfWeights = new Float64Array(tree.count);
  const selfCounts = new Float64Array(tree.count);
  let count = 0;
  let timeNs = samples.startNs;
  let startNs = toNs;
  for (let index = 0; index < samples.count; index++) {
    const endNs = timeNs + samples.weights[index]!;
    const beginNs = Math.max(timeNs, fromNs);
    // Whole samples are told by their start, so that the counts of neighbouring cuts add up.
    const isCounted = timeNs >= fromNs && timeNs < toNs;
    const weight = Math.min(endNs, toNs) - beginNs;
    if (weight > 0 || (isCounted && weight === 0)) {
      const node = samples.nodes[index]!;
      if (count === 0) startNs = beginNs;
      nodes[count] = node;
      weights[count++] = weight;
      selfWeights[node]! += weight;
      if (isCounted) selfCounts[node]! += 1;
    }
    timeNs = endNs;
  }
  return {
    ...track,
    startNs: Math.max(track.startNs, fromNs),
    endNs: Math.min(track.endNs, toNs),
    tree: { ...tree, selfWeights, selfCounts },
    samples: { count, startNs, nodes: nodes.slice(0, count), weights: weights.slice(0, count) },
    lineTicks: null,
  };
}
