import type { HeapAnalysis } from "../analyze-heap.ts";
import type { DominatorTree } from "../graph/dominators.ts";
import { ROOT_ORDINAL } from "../heap-snapshot.ts";
import { describeNode } from "./describe-node.ts";
import type { DominatorRow } from "./heap-report.ts";

/**
 * The objects that retain most, in the order and depth of the dominator tree. A dominator retains at least what
 * it dominates, so the largest objects always make a whole tree.
 */
export function dominatorRows(
  analysis: HeapAnalysis,
  rowCountMax: number,
): readonly DominatorRow[] {
  const { snapshot } = analysis;
  const retained = analysis.retainedBytes();
  const tree = analysis.dominators();
  const largest = largestNodes(tree, retained, rowCountMax);
  const children = Map.groupBy(largest, (node) => tree.dominatorOf[node]!);
  const rows: DominatorRow[] = [];
  const pending = [{ node: ROOT_ORDINAL, depth: -1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    if (node !== ROOT_ORDINAL) {
      rows.push({
        id: snapshot.nodeId[node]!,
        label: describeNode(snapshot, node),
        depth,
        selfBytes: snapshot.selfBytes[node]!,
        retainedBytes: retained[node]!,
      });
    }
    const below = children.get(node) ?? [];
    // The last one pushed is shown first.
    for (const child of below.toSorted((left, right) => retained[left]! - retained[right]!))
      pending.push({ node: child, depth: depth + 1 });
  }
  return rows;
}

/**
 * By what they retain, the root left out. Of equals those that dominate come first, since the walk has them first:
 * one that adds nothing of its own retains as much as what it dominates.
 */
function largestNodes(
  { order }: DominatorTree,
  retained: Float64Array,
  countMax: number,
): readonly number[] {
  const sorted = retained.slice().sort();
  const threshold = sorted[Math.max(0, sorted.length - 1 - countMax)]!;
  const above = order.filter((node) => node !== ROOT_ORDINAL && retained[node]! > threshold);
  const equal = order.filter((node) => node !== ROOT_ORDINAL && retained[node] === threshold);
  return [...above, ...equal.subarray(0, Math.max(0, countMax - above.length))];
}
