import { orderChildren } from "./order-children.ts";

/** What placing needs of a call tree: parents come before their children, node 0 is the root. */
export interface PlaceableTree {
  readonly count: number;
  readonly parents: Int32Array;
}

/**
 * Where each node lies, as columns in preorder: a node, then all below it, then its next sibling. So a subtree is a
 * range of positions, and whatever asks "is this below that" compares two numbers.
 */
export interface PlacedFrames {
  readonly count: number;
  /** Node of the tree. */
  readonly nodes: Uint32Array;
  /** Position of the parent; -1 for the root. */
  readonly parents: Int32Array;
  /** 0 for the root. */
  readonly depths: Uint32Array;
  /** Left edge, in units of weight from that of the root. */
  readonly starts: Float64Array;
  /** Position after the last one of the subtree. */
  readonly ends: Uint32Array;
  /** Nodes that were left out because they are narrower than asked for, with all below them. */
  readonly prunedCount: number;
  /** Sum of the totals of the topmost ones left out. */
  readonly prunedWeight: number;
}

export interface PlaceOptions {
  /** Width of each node, in units of weight: at least the sum of its children's. */
  readonly widths: Float64Array;
  /** Every node but the root: siblings are placed in this order. */
  readonly order: Uint32Array;
  /** Least total weight of a node that is placed. @defaultValue 0: all are placed, also those that weigh nothing */
  readonly weightMin?: number;
}

/** Places a tree without recursion: 10,000 calls deep are as good as ten. */
export function placeFrames(tree: PlaceableTree, options: PlaceOptions): PlacedFrames {
  const { widths, order, weightMin = 0 } = options;
  const children = orderChildren(tree, order);
  const nodes = new Uint32Array(tree.count);
  const parents = new Int32Array(tree.count);
  const depths = new Uint32Array(tree.count);
  const starts = new Float64Array(tree.count);
  const ends = new Uint32Array(tree.count);
  const next = children.starts.slice(0, tree.count);
  let count = 0;
  let prunedWeight = 0;

  const place = (node: number, parent: number, start: number): number => {
    nodes[count] = node;
    parents[count] = parent;
    depths[count] = parent === -1 ? 0 : depths[parent]! + 1;
    starts[count] = start;
    return count++;
  };
  let position = tree.count === 0 ? -1 : place(0, -1, 0);
  /** Left edge of the next child, for each position on the way down. */
  const edges = new Float64Array(tree.count);
  while (position !== -1) {
    const node = nodes[position]!;
    const index = next[node]!++;
    if (index === children.starts[node + 1]!) {
      ends[position] = count;
      position = parents[position]!;
      continue;
    }
    const child = children.nodes[index]!;
    const weight = widths[child]!;
    const start = edges[position]!;
    edges[position] = start + weight;
    if (weight < weightMin) prunedWeight += weight;
    else {
      position = place(child, position, start);
      edges[position] = start;
    }
  }
  return {
    count,
    nodes: nodes.subarray(0, count),
    parents: parents.subarray(0, count),
    depths: depths.subarray(0, count),
    starts: starts.subarray(0, count),
    ends: ends.subarray(0, count),
    prunedCount: tree.count - count,
    prunedWeight,
  };
}
