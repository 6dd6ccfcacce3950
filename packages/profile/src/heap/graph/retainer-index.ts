/** Edges of a graph in rows: those of node `n` are from `firstEdge[n]` up to, not including, `firstEdge[n + 1]`. */
export interface EdgeGraph {
  readonly nodeCount: number;
  readonly firstEdge: Uint32Array;
  readonly edgeTarget: Uint32Array;
  /** `[edgeCount]`, 1 for the edges that count. */
  readonly isEssential: Uint8Array;
}

/** The same graph backwards, of essential edges only. */
export interface RetainerIndex {
  /** `[nodeCount + 1]`. */
  readonly firstRetainer: Uint32Array;
  /** Ordinals of the nodes that point to node `n`, from `firstRetainer[n]` on. */
  readonly retainer: Uint32Array;
}

/** Who points to whom: a counting sort of the edges by their target. */
export function indexRetainers(graph: EdgeGraph): RetainerIndex {
  const { nodeCount, firstEdge, edgeTarget, isEssential } = graph;
  const firstRetainer = new Uint32Array(nodeCount + 1);
  for (let edge = 0; edge < edgeTarget.length; edge += 1)
    if (isEssential[edge] === 1) firstRetainer[edgeTarget[edge]! + 1]! += 1;
  for (let node = 0; node < nodeCount; node += 1) firstRetainer[node + 1]! += firstRetainer[node]!;

  const retainer = new Uint32Array(firstRetainer[nodeCount]!);
  const next = firstRetainer.slice(0, nodeCount);
  for (let node = 0; node < nodeCount; node += 1) {
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1)
      if (isEssential[edge] === 1) retainer[next[edgeTarget[edge]!]!++] = node;
  }
  return { firstRetainer, retainer };
}
