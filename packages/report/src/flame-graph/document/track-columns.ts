import type { Track } from "@paceline/profile";

import type { FlameColumns } from "../view/flame-document.ts";

type EntryColumns = Pick<
  FlameColumns,
  "entryTracks" | "entryNodes" | "entryWeights" | "entryCounts"
>;
type RunColumns = Pick<FlameColumns, "runNodes" | "runWeights" | "runSampleCounts">;

/** Largest number that all weights are whole multiples of: V8 counts in microseconds. 1 where there is none. */
export function weightStepOf(tracks: readonly Track[]): number {
  let step = 0;
  for (const { tree, samples } of tracks) {
    for (const weights of [tree.selfWeights, samples?.weights ?? []]) {
      for (const weight of weights) {
        if (!Number.isInteger(weight)) return 1;
        step = greatestCommonDivisor(Math.abs(weight), step);
        if (step === 1) return 1;
      }
    }
  }
  return step === 0 ? 1 : step;
}

function greatestCommonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

/** Weights and samples by node of each track that has no time line to tell them, without nodes that have neither. */
export function entriesOf(
  tracks: readonly Track[],
  nodesByTrack: readonly Uint32Array[],
  { nodeCount, weightStep }: { readonly nodeCount: number; readonly weightStep: number },
): EntryColumns {
  const entryTracks: number[] = [];
  const entryNodes: number[] = [];
  const entryWeights: number[] = [];
  const entryCounts: number[] = [];
  const weights = new Float64Array(nodeCount);
  const counts = new Float64Array(nodeCount);
  for (const [track, { tree, samples }] of tracks.entries()) {
    if (samples !== null && samples.count > 0) continue;
    weights.fill(0);
    counts.fill(0);
    for (const [node, target] of nodesByTrack[track]!.entries()) {
      weights[target]! += tree.selfWeights[node]!;
      counts[target]! += tree.selfCounts[node]!;
    }
    for (let node = 0; node < nodeCount; node++) {
      if (weights[node] === 0 && counts[node] === 0) continue;
      entryTracks.push(track);
      entryNodes.push(node);
      entryWeights.push(weights[node]! / weightStep);
      entryCounts.push(counts[node]!);
    }
  }
  return { entryTracks, entryNodes, entryWeights, entryCounts };
}

/** Time lines of all tracks that have one; neighbours on one node become one run. */
export function runsOf(
  tracks: readonly Track[],
  nodesByTrack: readonly Uint32Array[],
  weightStep: number,
): { readonly columns: RunColumns; readonly counts: readonly number[] } {
  const runNodes: number[] = [];
  const runWeights: number[] = [];
  const runSampleCounts: number[] = [];
  const counts = tracks.map(({ samples }, track) => {
    if (samples === null) return 0;
    const start = runNodes.length;
    const targets = nodesByTrack[track]!;
    for (let index = 0; index < samples.count; index++) {
      const node = targets[samples.nodes[index]!]!;
      const weight = samples.weights[index]! / weightStep;
      if (runNodes.length > start && runNodes.at(-1) === node) {
        runWeights[runWeights.length - 1]! += weight;
        runSampleCounts[runSampleCounts.length - 1]!++;
      } else {
        runNodes.push(node);
        runWeights.push(weight);
        runSampleCounts.push(1);
      }
    }
    return runNodes.length - start;
  });
  return { columns: { runNodes, runWeights, runSampleCounts }, counts };
}
