import { ROOT_ORDINAL, typeIndex } from "../heap-snapshot.ts";
import type { HeapSnapshot } from "../heap-snapshot.ts";
import type { DominatorTree } from "../graph/dominators.ts";
import type { NodeClasses } from "./classify-nodes.ts";

/** All objects of one class together. */
export interface HeapClass {
  readonly name: string;
  readonly count: number;
  /** Of the objects themselves, in bytes. */
  readonly selfBytes: number;
  /** What would be free if all of them went, in bytes; null when dominators were not asked for. */
  readonly retainedBytes: number | null;
}

/**
 * Counts objects and their own bytes by class, largest first.
 *
 * As in DevTools, a node without bytes is no object, save a native one: roots and other things that only the
 * snapshot knows. The self bytes of all classes add up to those of all nodes.
 */
export function countClasses(snapshot: HeapSnapshot, classes: NodeClasses): readonly HeapClass[] {
  const { nodeCount, selfBytes } = snapshot;
  const { names, classOf } = classes;
  const counts = new Float64Array(names.length);
  const bytes = new Float64Array(names.length);
  const isObject = objectTest(snapshot);
  for (let node = 0; node < nodeCount; node += 1) {
    if (!isObject(node)) continue;
    counts[classOf[node]!]! += 1;
    bytes[classOf[node]!]! += selfBytes[node]!;
  }
  return names
    .map((name, index) => ({
      name,
      count: counts[index]!,
      selfBytes: bytes[index]!,
      retainedBytes: null,
    }))
    .filter(({ count }) => count > 0)
    .sort((left, right) => right.selfBytes - left.selfBytes || compareNames(left, right));
}

/** Whether a node is an object that classes count. */
export function objectTest({
  selfBytes,
  nodeType,
  nodeTypes,
}: HeapSnapshot): (node: number) => boolean {
  const native = typeIndex(nodeTypes, "native");
  return (node) => selfBytes[node] !== 0 || nodeType[node] === native;
}

/**
 * Bytes that each class retains, by index of the class: of those of its objects that no other one of the same
 * class dominates, so that a list of a million nodes counts once.
 */
export function sumClassRetainedBytes(
  snapshot: HeapSnapshot,
  { names, classOf }: NodeClasses,
  { tree, retainedBytes }: { readonly tree: DominatorTree; readonly retainedBytes: Float64Array },
): Float64Array {
  const { nodeCount } = snapshot;
  const { first, next } = childLists(tree, nodeCount);
  const isObject = objectTest(snapshot);
  const sums = new Float64Array(names.length);
  const openCount = new Uint32Array(names.length);
  // Ordinals to enter, and complements of those to leave.
  const stack = new Int32Array(2 * nodeCount);
  let depth = 0;
  stack[depth++] = ROOT_ORDINAL;
  while (depth > 0) {
    const top = stack[--depth]!;
    if (top < 0) {
      openCount[classOf[~top]!]! -= 1;
      continue;
    }
    if (isObject(top)) {
      const itsClass = classOf[top]!;
      if (openCount[itsClass] === 0) sums[itsClass]! += retainedBytes[top]!;
      openCount[itsClass]! += 1;
      stack[depth++] = ~top;
    }
    for (let child = first[top]!; child !== 0; child = next[child]!) stack[depth++] = child;
  }
  return sums;
}

/** Children in the tree as linked lists; 0 ends one, since the root is nobody's child. */
function childLists(
  { dominatorOf }: DominatorTree,
  nodeCount: number,
): { readonly first: Uint32Array; readonly next: Uint32Array } {
  const first = new Uint32Array(nodeCount);
  const next = new Uint32Array(nodeCount);
  for (let node = nodeCount - 1; node > ROOT_ORDINAL; node -= 1) {
    next[node] = first[dominatorOf[node]!]!;
    first[dominatorOf[node]!] = node;
  }
  return { first, next };
}

const compareNames = (left: HeapClass, right: HeapClass): number =>
  left.name < right.name ? -1 : 1;
