import type { AggregatedTree } from "./aggregate-tree.ts";
import { walkTree } from "./child-lists.ts";
import type { FrameTable } from "./frame-table.ts";

/**
 * What each function cost over all its places in a tree, as columns as long as the frame table. The row
 * of a function is its first frame, `frames.functions[frame]`; other rows are 0.
 */
export interface FunctionSums {
  readonly selfWeights: Float64Array;
  readonly selfCounts: Float64Array;
  /** Weight of all stacks that the function is on; of a stack that it is on twice, once. */
  readonly totalWeights: Float64Array;
  readonly totalCounts: Float64Array;
}

/** Sums a tree by function, each function once per stack: recursion adds nothing to its total. */
export function summarizeFunctions(frames: FrameTable, tree: AggregatedTree): FunctionSums {
  const sums = {
    selfWeights: new Float64Array(frames.count),
    selfCounts: new Float64Array(frames.count),
    totalWeights: new Float64Array(frames.count),
    totalCounts: new Float64Array(frames.count),
  };
  /** How often each function is on the stack that is being visited. */
  const onStack = new Uint32Array(frames.count);
  const functionOf = (node: number): number => frames.functions[tree.frames[node]!]!;

  walkTree(
    tree,
    (node) => {
      const row = functionOf(node);
      sums.selfWeights[row]! += tree.selfWeights[node]!;
      sums.selfCounts[row]! += tree.selfCounts[node]!;
      if (onStack[row]!++ > 0) return;
      sums.totalWeights[row]! += tree.totalWeights[node]!;
      sums.totalCounts[row]! += tree.totalCounts[node]!;
    },
    (node) => {
      onStack[functionOf(node)]!--;
    },
  );
  return sums;
}
