import { ROOT_ORDINAL } from "../heap-snapshot.ts";
import type { EdgeGraph, RetainerIndex } from "./retainer-index.ts";

/** A walk over all nodes in depth. A node's number is its place in the walk; the root has number 0. */
export interface DepthFirstOrder {
  /** `[nodeCount]`, ordinal by number. */
  readonly ordinalOf: Uint32Array;
  /** `[nodeCount]`, number by ordinal. */
  readonly numberOf: Uint32Array;
  /** `[nodeCount]`, number by number, of the node from which each was first reached. */
  readonly parent: Uint32Array;
  /** `[nodeCount]`, by number: 1 for a node that nothing alive holds, which is treated as held by the root. */
  readonly isOrphan: Uint8Array;
}

/**
 * Numbers all nodes, without recursion: chains in heaps are millions of objects long.
 *
 * Nodes that no essential edge reaches hang from the root: first those that have no retainers at all, then, in
 * the order of the file, whatever is left in cycles.
 */
export function walkDepthFirst(graph: EdgeGraph, retainers: RetainerIndex): DepthFirstOrder {
  const { nodeCount } = graph;
  const { firstRetainer } = retainers;
  const walk = createWalk(graph);
  walk.from(ROOT_ORDINAL, false);
  for (let node = 0; node < nodeCount && !walk.isDone(); node += 1)
    if (firstRetainer[node] === firstRetainer[node + 1]) walk.from(node, true);
  for (let node = 0; node < nodeCount && !walk.isDone(); node += 1) walk.from(node, true);
  return walk.order;
}

interface Walk {
  readonly order: DepthFirstOrder;
  readonly isDone: () => boolean;
  /** Walks what is reached from a node, unless that node was reached before. */
  readonly from: (start: number, isOrphanStart: boolean) => void;
}

function createWalk({ nodeCount, firstEdge, edgeTarget, isEssential }: EdgeGraph): Walk {
  const ordinalOf = new Uint32Array(nodeCount);
  const numberOf = new Uint32Array(nodeCount);
  const parent = new Uint32Array(nodeCount);
  const isOrphan = new Uint8Array(nodeCount);
  const isReached = new Uint8Array(nodeCount);
  // Where each node on the way down goes on; by number, and the way up is `parent`.
  const nextEdge = new Uint32Array(nodeCount);
  let count = 0;

  const reach = (node: number, from: number): number => {
    const number = count;
    count += 1;
    isReached[node] = 1;
    ordinalOf[number] = node;
    numberOf[node] = number;
    parent[number] = from;
    nextEdge[number] = firstEdge[node]!;
    return number;
  };
  const from = (start: number, isOrphanStart: boolean): void => {
    if (isReached[start] === 1) return;
    const top = reach(start, 0);
    isOrphan[top] = isOrphanStart ? 1 : 0;
    let current = top;
    for (;;) {
      const end = firstEdge[ordinalOf[current]! + 1]!;
      let edge = nextEdge[current]!;
      while (edge < end && (isEssential[edge] === 0 || isReached[edgeTarget[edge]!] === 1))
        edge += 1;
      nextEdge[current] = edge + 1;
      if (edge < end) current = reach(edgeTarget[edge]!, current);
      else if (current === top) return;
      else current = parent[current]!;
    }
  };
  return {
    order: { ordinalOf, numberOf, parent, isOrphan },
    isDone: () => count === nodeCount,
    from,
  };
}
