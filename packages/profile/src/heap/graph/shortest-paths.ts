import { ROOT_ORDINAL, typeIndex } from "../heap-snapshot.ts";
import type { HeapSnapshot } from "../heap-snapshot.ts";

/** The shortest way from the root to every node, as a tree. */
export interface ShortestPaths {
  /** `[nodeCount]`, the edge by which a node is reached, or `NO_EDGE`. */
  readonly lastEdge: Uint32Array;
}

/** Stands for the edge of a node that nothing holds. No snapshot has as many edges. */
export const NO_EDGE = 0xffff_ffff;

/**
 * Breadth-first over the edges that count. Begins at the program's globals, as DevTools does, and goes on to
 * what only the system holds after that: a path through the program's own names says more than a shorter one
 * through V8's tables.
 */
export function findShortestPaths(snapshot: HeapSnapshot, isEssential: Uint8Array): ShortestPaths {
  const { nodeCount, nodeType, nodeTypes, firstEdge, edgeTarget } = snapshot;
  const synthetic = typeIndex(nodeTypes, "synthetic");
  const lastEdge = new Uint32Array(nodeCount).fill(NO_EDGE);
  const isReached = new Uint8Array(nodeCount);
  const queue = new Uint32Array(nodeCount);
  let end = 0;
  let start = 0;

  const visit = (node: number, isFollowed: (target: number) => boolean): void => {
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1) {
      const target = edgeTarget[edge]!;
      if (isReached[target] === 1 || isEssential[edge] === 0 || !isFollowed(target)) continue;
      isReached[target] = 1;
      lastEdge[target] = edge;
      queue[end++] = target;
    }
  };
  const isUserRoot = (target: number): boolean => nodeType[target] !== synthetic;
  isReached[ROOT_ORDINAL] = 1;
  visit(ROOT_ORDINAL, isUserRoot);
  while (start < end) visit(queue[start++]!, isAny);
  visit(ROOT_ORDINAL, isAny);
  while (start < end) visit(queue[start++]!, isAny);
  return { lastEdge };
}

const isAny = (): boolean => true;
