import { listChildren } from "../model/child-lists.ts";
import { frameAt } from "../model/frame-table.ts";
import type { FrameTable } from "../model/frame-table.ts";
import type { TimedSamples, Track } from "../model/profile.ts";

const NS_PER_US = 1000;

/** V8's record of a function: lines and columns from 0, -1 when not known. */
export function callFrameOf(frames: FrameTable, index: number): object {
  const { name, file, line, column, scriptId } = frameAt(frames, index);
  return {
    functionName: name === "(anonymous)" ? "" : name,
    scriptId: scriptId === "" ? "0" : scriptId,
    url: file,
    lineNumber: line - 1,
    columnNumber: column - 1,
  };
}

/** Nodes of a `.cpuprofile`; the id of a node is its index plus one, so the root's is 1. */
export function nodesOf(
  { tree, lineTicks }: Track,
  { nodes: sampleNodes }: TimedSamples,
  frames: FrameTable,
): readonly object[] {
  const hitCounts = new Uint32Array(tree.count);
  for (const node of sampleNodes) hitCounts[node]!++;
  const ticks = new Map<number, { line: number; ticks: number }[]>();
  for (const [index, node] of lineTicks?.nodes.entries() ?? []) {
    const list = ticks.get(node) ?? [];
    list.push({ line: lineTicks!.lines[index]!, ticks: lineTicks!.counts[index]! });
    ticks.set(node, list);
  }
  const { starts, nodes: children } = listChildren(tree);
  return Array.from({ length: tree.count }, (_, node) => ({
    id: node + 1,
    callFrame: callFrameOf(frames, tree.frames[node]!),
    hitCount: hitCounts[node]!,
    children: Array.from(children.subarray(starts[node], starts[node + 1]), (child) => child + 1),
    ...(ticks.has(node) ? { positionTicks: ticks.get(node) } : {}),
  }));
}

/** When the samples were taken, in microseconds. */
export interface SampleTimes {
  readonly samples: readonly number[];
  /** Time to each sample from the one before, of the first from `startUs`. */
  readonly timeDeltas: readonly number[];
  readonly startUs: number;
  readonly endUs: number;
}

/**
 * Ends with a sample of the root at the end, of no length: other readers take the last sample for a mark
 * of the end, and would lose its time.
 */
export function timesOf({ startNs: trackStartNs }: Track, samples: TimedSamples): SampleTimes {
  const { startNs, nodes, weights } = samples;
  const beginNs = Math.min(trackStartNs, startNs);
  const timeDeltas = [(startNs - beginNs) / NS_PER_US];
  let endNs = startNs;
  for (const weight of weights) {
    timeDeltas.push(weight / NS_PER_US);
    endNs += weight;
  }
  return {
    samples: [...Array.from(nodes, (node) => node + 1), 1],
    timeDeltas,
    startUs: beginNs / NS_PER_US,
    endUs: endNs / NS_PER_US,
  };
}
