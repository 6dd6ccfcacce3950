import { ROOT_ORDINAL, typeIndex } from "../heap-snapshot.ts";
import type { HeapSnapshot } from "../heap-snapshot.ts";

/**
 * Says of each edge whether it keeps its target alive, and so whether it counts for dominators, retained sizes
 * and retaining paths. The rules are those of Chrome DevTools, so that both show the same sizes:
 *
 * - a weak edge keeps nothing alive, and neither does an edge of an object to itself;
 * - a shortcut counts at the root only, where it marks the global objects of the program;
 * - a value in a WeakMap is held by its key, not by the table: V8 writes an edge for both;
 * - what the program's globals reach is the program's: edges into it from elsewhere (the debugger, V8's own
 *   tables) do not count, save from the root.
 *
 * @returns `[edgeCount]`, 1 for an edge that counts, else 0.
 *
 * @see Chrome DevTools, heap_snapshot_worker, HeapSnapshot.ts: computeIsEssentialEdge, markPageOwnedNodes.
 */
export function findEssentialEdges(snapshot: HeapSnapshot): Uint8Array {
  const { nodeCount, edgeCount, firstEdge, edgeType, edgeTarget, edgeTypes } = snapshot;
  const weak = typeIndex(edgeTypes, "weak");
  const shortcut = typeIndex(edgeTypes, "shortcut");
  const internal = typeIndex(edgeTypes, "internal");
  const isOwned = findOwnedNodes(snapshot, { weak, shortcut });
  const isTableEdge = weakMapTableEdges(snapshot);
  const isEssential = new Uint8Array(edgeCount);
  for (let node = 0; node < nodeCount; node += 1) {
    const isRoot = node === ROOT_ORDINAL;
    const end = firstEdge[node + 1]!;
    for (let edge = firstEdge[node]!; edge < end; edge += 1) {
      const type = edgeType[edge]!;
      const target = edgeTarget[edge]!;
      if (type === weak || target === node) continue;
      if (type === internal && isTableEdge(node, edge)) continue;
      if (!isRoot && (type === shortcut || (isOwned[target] === 1 && isOwned[node] === 0)))
        continue;
      isEssential[edge] = 1;
    }
  }
  return isEssential;
}

/** `[nodeCount]`, 1 for nodes that the program's global objects reach, by edges that are not weak. */
function findOwnedNodes(
  { nodeCount, firstEdge, edgeType, edgeTarget }: HeapSnapshot,
  { weak, shortcut }: { readonly weak: number; readonly shortcut: number },
): Uint8Array {
  const isOwned = new Uint8Array(nodeCount);
  const stack = new Uint32Array(nodeCount);
  let depth = 0;
  const visit = (node: number, isFollowed: (type: number) => boolean): void => {
    for (let edge = firstEdge[node]!; edge < firstEdge[node + 1]!; edge += 1) {
      const target = edgeTarget[edge]!;
      if (isOwned[target] === 1 || !isFollowed(edgeType[edge]!)) continue;
      isOwned[target] = 1;
      stack[depth++] = target;
    }
  };
  const isShortcut = (type: number): boolean => type === shortcut;
  const isStrong = (type: number): boolean => type !== weak;
  visit(ROOT_ORDINAL, isShortcut);
  while (depth > 0) visit(stack[--depth]!, isStrong);
  return isOwned;
}

const PAREN_CLOSE = 0x29;
const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
/** `3 / part of key (Foo @17) -> value (Bar @19) pair in WeakMap (table @23)` */
const WEAK_MAP_PAIR = /^\d+ \/ part of key .* pair in WeakMap \(table @(\d+)\)$/s;

/** Whether an internal edge is the half of a WeakMap's pair that comes from the table itself. */
function weakMapTableEdges({
  strings,
  nodeId,
  edgeNameOrIndex,
}: HeapSnapshot): (node: number, edge: number) => boolean {
  return (node, edge) => {
    const name = edgeNameOrIndex[edge]!;
    // Few names pass this, so few are ever decoded.
    if (!strings.isBetween(name, isDigit, PAREN_CLOSE)) return false;
    const table = WEAK_MAP_PAIR.exec(strings.get(name))?.[1];
    return table !== undefined && Number(table) === nodeId[node];
  };
}
