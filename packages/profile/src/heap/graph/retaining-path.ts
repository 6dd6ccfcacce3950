import { typeIndex } from "../heap-snapshot.ts";
import type { HeapSnapshot } from "../heap-snapshot.ts";
import { NO_EDGE } from "./shortest-paths.ts";
import type { ShortestPaths } from "./shortest-paths.ts";

/** One object on the way from the root, and the edge by which the one before it holds it. */
export interface RetainingStep {
  readonly ordinal: number;
  /** Same in all snapshots of the process. */
  readonly id: number;
  /** The object's own name: of its constructor, of a function, the beginning of a string. */
  readonly name: string;
  readonly edgeType: string;
  /** Name of the property, variable or slot, or the index of an element. */
  readonly edgeName: string;
}

/**
 * Why an object is alive: the shortest chain of references from the root to it, the object itself last.
 *
 * @returns an empty list when only weak references lead to it, or none.
 */
export function retainingPath(
  snapshot: HeapSnapshot,
  { lastEdge }: ShortestPaths,
  ordinal: number,
): readonly RetainingStep[] {
  const steps: RetainingStep[] = [];
  for (let node = ordinal; lastEdge[node] !== NO_EDGE;) {
    const edge = lastEdge[node]!;
    steps.push(stepOf(snapshot, node, edge));
    node = sourceOf(snapshot, edge);
  }
  return steps.toReversed();
}

function stepOf(snapshot: HeapSnapshot, ordinal: number, edge: number): RetainingStep {
  const { nodeId, nodeName, strings, edgeType, edgeTypes } = snapshot;
  return {
    ordinal,
    id: nodeId[ordinal]!,
    name: strings.get(nodeName[ordinal]!),
    edgeType: edgeTypes[edgeType[edge]!]!,
    edgeName: edgeNameOf(snapshot, edge),
  };
}

function edgeNameOf(snapshot: HeapSnapshot, edge: number): string {
  const { edgeType, edgeTypes, edgeNameOrIndex, strings } = snapshot;
  const type = edgeType[edge];
  const isIndexed =
    type === typeIndex(edgeTypes, "element") || type === typeIndex(edgeTypes, "hidden");
  const name = edgeNameOrIndex[edge]!;
  return isIndexed ? String(name) : strings.get(name);
}

/** The node whose edges contain this one: the last that begins at or before it. */
function sourceOf({ nodeCount, firstEdge }: HeapSnapshot, edge: number): number {
  let low = 0;
  let high = nodeCount;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (firstEdge[middle]! <= edge) low = middle;
    else high = middle;
  }
  return low;
}
