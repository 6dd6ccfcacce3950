import { withTotals } from "../model/aggregate-tree.ts";
import type { WeightUnit } from "../model/profile.ts";
import type { RunSums } from "./run-sums.ts";
import type { RunColumns, UnionTree } from "./union-tree.ts";

/**
 * One tree of both sides, as columns of one length: a stack that only one side has is in it with 0 on the
 * other. Weights are means over the runs, per what they were divided by.
 */
export interface DifferenceTree {
  readonly count: number;
  /** -1 for the root; a parent comes before its children. */
  readonly parents: Int32Array;
  readonly frames: Uint32Array;
  readonly depths: Uint32Array;
  readonly baseSelf: Float64Array;
  readonly headSelf: Float64Array;
  readonly baseTotal: Float64Array;
  readonly headTotal: Float64Array;
  /** Samples over all runs, of the node and all below it. */
  readonly baseCounts: Float64Array;
  readonly headCounts: Float64Array;
}

interface Sides {
  readonly base: readonly RunSums[];
  readonly head: readonly RunSums[];
  readonly unit: WeightUnit;
}

export function differenceTree(tree: UnionTree, { base, head, unit }: Sides): DifferenceTree {
  const { count, parents, nodeFrames } = tree;
  const meanOf = (
    columns: readonly RunColumns[],
    sums: readonly RunSums[],
  ): ReturnType<typeof withTotals> => {
    const selfWeights = new Float64Array(count);
    const selfCounts = new Float64Array(count);
    for (const [index, run] of columns.entries()) {
      const divisor = sums[index]!.divisor * columns.length;
      for (let node = 0; node < count; node++) {
        selfWeights[node]! += run.selfWeights[node]! / divisor;
        selfCounts[node]! += run.selfCounts[node]!;
      }
    }
    return withTotals({ count, parents, frames: nodeFrames, selfWeights, selfCounts }, unit);
  };
  const baseMean = meanOf(tree.base, base);
  const headMean = meanOf(tree.head, head);
  return {
    count,
    parents,
    frames: nodeFrames,
    depths: baseMean.depths,
    baseSelf: baseMean.selfWeights,
    headSelf: headMean.selfWeights,
    baseTotal: baseMean.totalWeights,
    headTotal: headMean.totalWeights,
    baseCounts: baseMean.totalCounts,
    headCounts: headMean.totalCounts,
  };
}

/** Whether the node was there before and is not any more, nor is anything below it. */
export const isElided = ({ baseTotal, headTotal }: DifferenceTree, node: number): boolean =>
  baseTotal[node] !== 0 && headTotal[node] === 0;

/** Whether the node is there now and was not before. */
export const isNew = ({ baseTotal, headTotal }: DifferenceTree, node: number): boolean =>
  baseTotal[node] === 0 && headTotal[node] !== 0;
