import type { CallTree } from "./call-tree.ts";

/** Children of each node: those of `node` are `nodes[starts[node]]` up to `nodes[starts[node + 1]]`. */
export interface ChildLists {
  /** One longer than the tree. */
  readonly starts: Uint32Array;
  readonly nodes: Uint32Array;
}

/** Lists the children of all nodes, in the order of the tree, in two passes. */
export function listChildren({ count, parents }: Pick<CallTree, "count" | "parents">): ChildLists {
  const starts = new Uint32Array(count + 1);
  for (let node = 1; node < count; node++) starts[parents[node]! + 1]!++;
  for (let node = 0; node < count; node++) starts[node + 1]! += starts[node]!;
  const next = starts.slice();
  const nodes = new Uint32Array(Math.max(0, count - 1));
  for (let node = 1; node < count; node++) nodes[next[parents[node]!]!++] = node;
  return { starts, nodes };
}

/**
 * Visits each node before and after its descendants, without recursion.
 *
 * @param leave - called after the last descendant of a node.
 */
export function walkTree(
  tree: Pick<CallTree, "count" | "parents">,
  enter: (node: number) => void,
  leave: (node: number) => void,
): void {
  if (tree.count === 0) return;
  const { starts, nodes } = listChildren(tree);
  const next = starts.slice(0, tree.count);
  let node = 0;
  enter(0);
  while (node !== -1) {
    const position = next[node]!++;
    if (position < starts[node + 1]!) {
      node = nodes[position]!;
      enter(node);
    } else {
      leave(node);
      node = tree.parents[node]!;
    }
  }
}
