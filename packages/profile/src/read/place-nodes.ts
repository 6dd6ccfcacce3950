import { listChildren } from "../model/child-lists.ts";
import type { CallTreeBuilder } from "../model/call-tree.ts";
import type { ProfileWarning } from "../model/profile-warning.ts";

/** Nodes as a file lists them: in any order, with links that may be wrong. */
export interface LinkedNodes {
  /** Frame of each node. */
  readonly frames: Uint32Array;
  /** Index of the parent; {@link NO_PARENT} of a root, {@link LOST_PARENT} of one that is not there. */
  readonly parents: Int32Array;
}

export const NO_PARENT = -1;
export const LOST_PARENT = -2;

/**
 * Adds linked nodes to a tree, parents first, and returns the node of the tree for each.
 *
 * A node whose parent is missing, and one node of every cycle, is hung below the root with all that is
 * below it, so that no weight is lost; a warning counts them.
 */
export function placeNodes(
  { frames, parents }: LinkedNodes,
  tree: CallTreeBuilder,
  warnings: ProfileWarning[],
): Uint32Array {
  const count = parents.length;
  // Shifted by one: row 0 stands for "below the root", so that all roots have one parent.
  const shifted = new Int32Array(count + 1);
  shifted[0] = -1;
  let orphanCount = 0;
  for (let node = 0; node < count; node++) {
    const parent = parents[node]!;
    if (parent === LOST_PARENT) orphanCount++;
    shifted[node + 1] = Math.max(0, parent + 1);
  }
  const { starts, nodes: children } = listChildren({ count: count + 1, parents: shifted });
  const placed = new Uint32Array(count);
  const isPlaced = new Uint8Array(count + 1);
  const queue = new Uint32Array(count + 1);
  let head = 0;
  let tail = 1;
  const drain = (): void => {
    for (; head < tail; head++) {
      const row = queue[head]!;
      const parent = row === 0 ? 0 : placed[row - 1]!;
      for (let position = starts[row]!; position < starts[row + 1]!; position++) {
        const child = children[position]!;
        if (isPlaced[child] === 1) continue;
        isPlaced[child] = 1;
        placed[child - 1] = place(tree, parent, frames[child - 1]!);
        queue[tail++] = child;
      }
    }
  };
  drain();
  for (let row = 1; row <= count; row++) {
    if (isPlaced[row] === 1) continue;
    // Not below any root: part of a cycle, or below one.
    orphanCount++;
    isPlaced[row] = 1;
    placed[row - 1] = place(tree, 0, frames[row - 1]!);
    queue[tail++] = row;
    drain();
  }
  if (orphanCount > 0) warnings.push({ code: "orphan-nodes", nodeCount: orphanCount });
  return placed;
}

/** The file's own root is the root; frame 0 is the root's. */
const place = (tree: CallTreeBuilder, parent: number, frame: number): number =>
  parent === 0 && frame === 0 ? 0 : tree.child(parent, frame);
