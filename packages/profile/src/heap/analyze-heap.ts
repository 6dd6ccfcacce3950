import { classifyNodes } from "./classes/classify-nodes.ts";
import type { NodeClasses } from "./classes/classify-nodes.ts";
import { countClasses, objectTest, sumClassRetainedBytes } from "./classes/class-table.ts";
import type { HeapClass } from "./classes/class-table.ts";
import { buildDominatorTree } from "./graph/dominators.ts";
import type { DominatorTree } from "./graph/dominators.ts";
import { findEssentialEdges } from "./graph/essential-edges.ts";
import { sumRetainedBytes } from "./graph/retained-bytes.ts";
import { retainingPath } from "./graph/retaining-path.ts";
import type { RetainingStep } from "./graph/retaining-path.ts";
import { findShortestPaths } from "./graph/shortest-paths.ts";
import type { ShortestPaths } from "./graph/shortest-paths.ts";
import type { HeapSnapshot } from "./heap-snapshot.ts";

/** What can be asked of a snapshot. Each answer is computed when it is first asked for, and kept. */
export interface HeapAnalysis {
  readonly snapshot: HeapSnapshot;
  readonly classes: () => NodeClasses;
  /** Classes by their own bytes, without what they retain: no dominators are built for it. */
  readonly classCounts: () => readonly HeapClass[];
  /** Classes with what they retain, largest retainers first. */
  readonly classTable: () => readonly HeapClass[];
  readonly dominators: () => DominatorTree;
  /** `[nodeCount]`, by ordinal. */
  readonly retainedBytes: () => Float64Array;
  /**
   * Ordinals of the objects of a class, the newest first. V8 numbers what it finds at the first snapshot of a
   * process in the order of memory; only objects younger than that one have numbers in the order of their age.
   */
  readonly newestOf: (className: string, countMax: number) => readonly number[];
  /** Why an object is alive, from the root to it; empty when nothing but weak references leads to it. */
  readonly retainingPath: (ordinal: number) => readonly RetainingStep[];
}

/** Prepares the answers about one snapshot. */
export function analyzeHeap(snapshot: HeapSnapshot): HeapAnalysis {
  const classes = once(() => classifyNodes(snapshot));
  const essentialEdges = once(() => findEssentialEdges(snapshot));
  const dominators = once(() => buildDominatorTree({ ...snapshot, isEssential: essentialEdges() }));
  const retainedBytes = once(() => sumRetainedBytes(dominators(), snapshot.selfBytes));
  const paths = once((): ShortestPaths => findShortestPaths(snapshot, essentialEdges()));
  const classCounts = once(() => countClasses(snapshot, classes()));
  const classTable = once((): readonly HeapClass[] => {
    const retained = sumClassRetainedBytes(snapshot, classes(), {
      tree: dominators(),
      retainedBytes: retainedBytes(),
    });
    const indexOf = new Map(classes().names.map((name, index) => [name, index]));
    return classCounts()
      .map((row) => ({ ...row, retainedBytes: retained[indexOf.get(row.name)!]! }))
      .sort((left, right) => right.retainedBytes - left.retainedBytes);
  });
  return {
    snapshot,
    classes,
    classCounts,
    classTable,
    dominators,
    retainedBytes,
    newestOf: (className, countMax) => newestOf(snapshot, classes(), { className, countMax }),
    retainingPath: (ordinal) => retainingPath(snapshot, paths(), ordinal),
  };
}

function newestOf(
  snapshot: HeapSnapshot,
  { names, classOf }: NodeClasses,
  { className, countMax }: { readonly className: string; readonly countMax: number },
): readonly number[] {
  const wanted = names.indexOf(className);
  const isObject = objectTest(snapshot);
  const found: number[] = [];
  if (wanted === -1) return found;
  for (let node = 0; node < snapshot.nodeCount; node += 1)
    if (classOf[node] === wanted && isObject(node)) found.push(node);
  const { nodeId } = snapshot;
  return found.sort((left, right) => nodeId[right]! - nodeId[left]!).slice(0, countMax);
}

function once<Value>(compute: () => Value): () => Value {
  let kept: { readonly value: Value } | null = null;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}
