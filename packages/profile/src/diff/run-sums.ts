import { withTotals } from "../model/aggregate-tree.ts";
import type { WeightUnit } from "../model/profile.ts";
import { summarizeFunctions } from "../model/summarize-functions.ts";
import type { FunctionSums } from "../model/summarize-functions.ts";
import type { RunColumns, UnionTree } from "./union-tree.ts";

/** One run: what each function cost in it, as recorded, and what to divide by. */
export interface RunSums {
  readonly functions: FunctionSums;
  readonly divisor: number;
  readonly totalWeight: number;
  readonly totalCount: number;
}

export function sumRun(
  tree: UnionTree,
  columns: RunColumns,
  { divisor, unit }: { readonly divisor: number; readonly unit: WeightUnit },
): RunSums {
  const { count, parents, nodeFrames, frames } = tree;
  const aggregated = withTotals({ count, parents, frames: nodeFrames, ...columns }, unit);
  return {
    functions: summarizeFunctions(frames, aggregated),
    divisor,
    totalWeight: aggregated.totalWeights[0]!,
    totalCount: aggregated.totalCounts[0]!,
  };
}

/** A weight of each run with the count of samples that it comes from. */
export interface RunSeries {
  /** Divided by the run's divisor. */
  readonly values: Float64Array;
  /** Over all runs. */
  readonly sampleCount: number;
  /** Least variance of a value: see `RunValues`. */
  readonly varianceMin: number;
}

/**
 * One quantity over the runs of a side. Of n samples that weigh `weight` together, the weight is known to
 * weight / sqrt(n), as counts are; the mean of the squares over the runs is the least variance.
 */
export function seriesOf(
  runs: readonly RunSums[],
  pick: (run: RunSums) => { readonly weight: number; readonly count: number },
): RunSeries {
  const values = new Float64Array(runs.length);
  let sampleCount = 0;
  let squares = 0;
  for (const [index, run] of runs.entries()) {
    const { weight, count } = pick(run);
    const value = weight / run.divisor;
    values[index] = value;
    sampleCount += count;
    if (count > 0) squares += value ** 2 / count;
  }
  return { values, sampleCount, varianceMin: runs.length === 0 ? 0 : squares / runs.length };
}

/** Run by run the sum of two series that no sample is in both of. */
export const addSeries = (a: RunSeries, b: RunSeries): RunSeries => ({
  values: a.values.map((value, index) => value + b.values[index]!),
  sampleCount: a.sampleCount + b.sampleCount,
  varianceMin: a.varianceMin + b.varianceMin,
});
